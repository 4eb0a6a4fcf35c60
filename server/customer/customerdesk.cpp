#include "server/customer/customerdesk.h"

#include "models/base/jsonmember.h"
#include "server/customer/historycheckcall.h"

namespace pl::customer {

using namespace Qt::StringLiterals;
using nlohmann::json;

namespace {

class CustomerCall : public Call<json>
{
public:
    CustomerCall(const CustomerTools &tools, ServerRequest request, QObject *parent)
        : Call(parent), m_tools(tools), m_request(std::move(request))
    {
    }

private:
    void run() override
    {
        if (m_request.createdBy.isEmpty())
            return decide();
        then(m_tools.users.find(m_request.createdBy), [this](const std::optional<supabase::AuthUser> &asker) {
            if (!asker || asker->banned || asker->role != u"admin")
                return finish(Error{ErrorCode::InvalidInput, u"Only an admin can do this."_s});
            decide();
        });
    }

    void decide()
    {
        if (m_request.kind == ServerRequestKind::CheckHistory)
            return check();
        const auto person = CustomerKey::fromJson(m_request.data);
        if (!person)
            return finish(Error{ErrorCode::InvalidInput, u"A phone number or an e-mail address is required."_s});
        if (m_request.kind == ServerRequestKind::FindPerson)
            return find(*person);
        m_request.kind == ServerRequestKind::ErasePerson ? erase(*person) : preview(*person);
    }

    void find(const CustomerKey &person)
    {
        journal::Journal *journal = m_tools.erasing.journal;
        const OpenEntries entries = journal ? openEntriesOf(*journal, this) : OpenEntries();
        then((new TracesCall(m_tools.erasing.rest, entries, person, this))->start(), [this](const Traces &traces) {
            json list = json::array();
            for (const journal::Entry &entry : traces.entries)
                list.push_back({{"kind", entry.kind.toStdString()},
                                {"state", enumText(entry.state)},
                                {"received_at", toJson(entry.receivedAt.toString())},
                                {"source", entry.sourceId.isNull() ? json() : toJson(entry.sourceId)}});
            finish(json{{"journal", list}, {"bodies", traces.bodies.size()}, {"server", toJson(m_tools.server)}});
        });
    }

    void preview(const CustomerKey &person)
    {
        auto *call = new EraseCall(m_tools.erasing, person, EraseCall::Mode::Preview, this);
        then(call->start(), [this](const EraseCounts &counts) { finish(counts.toJson()); });
    }

    void erase(const CustomerKey &person)
    {
        auto *call = new EraseCall(m_tools.erasing, person, EraseCall::Mode::Erase, this);
        then(call->start(), [this](const EraseCounts &counts) {
            noteErasing(m_tools.erasing.rest, actor(), counts);
            finish(counts.toJson());
        });
    }

    void check()
    {
        const QUuid lead = idIn(m_request.data, "lead_id");
        const auto only = lead.isNull() ? std::nullopt : std::optional(lead);
        auto *call = new HistoryCheckCall(m_tools.erasing.rest, only, this);
        then(call->start(), [this](const HistoryReport &report) {
            note("history_checked", {{"lines", report.lines}, {"leads", report.leads}, {"broken", report.brokenLines}});
            finish(report.toJson());
        });
    }

    /// What was done stands even if its line can't be written.
    void note(const char *kind, const json &detail)
    {
        const json line{{"actor", toJson(actor())}, {"kind", kind}, {"detail", detail}, {"admin_only", true}};
        m_tools.erasing.rest.insert(supabase::Query("activity").select("id"), line);
    }

    QString actor() const { return m_request.createdBy.isEmpty() ? u"server"_s : m_request.createdBy; }

    const CustomerTools &m_tools;
    const ServerRequest m_request;
};

} // namespace

CustomerDesk::CustomerDesk(CustomerTools tools, QObject *parent) : QObject(parent), m_tools(std::move(tools)) {}

bool CustomerDesk::isAboutCustomers(ServerRequestKind kind)
{
    return namesAPerson(kind) || kind == ServerRequestKind::CheckHistory;
}

bool CustomerDesk::namesAPerson(ServerRequestKind kind)
{
    return kind == ServerRequestKind::FindPerson || kind == ServerRequestKind::PreviewErasing ||
           kind == ServerRequestKind::ErasePerson;
}

QFuture<Result<json>> CustomerDesk::answer(const ServerRequest &request)
{
    return (new CustomerCall(m_tools, request, this))->start();
}

} // namespace pl::customer
