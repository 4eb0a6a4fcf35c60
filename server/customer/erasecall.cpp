#include "server/customer/erasecall.h"

#include "models/base/jsonmember.h"
#include "server/customer/leaderasing.h"
#include "server/customer/tracewriting.h"

#include <QTimer>

namespace pl::customer {

using nlohmann::json;

namespace {

constexpr int kMaxRounds = 6;
constexpr qsizetype kLeastText = 6; // shorter ones are in every database

/// What nobody else is likely to have: looked for in the databases' free pages.
constexpr const char *kTelling[] = {"email", "phone_number", "street", "external_id"};

qint64 versionIn(const json &row)
{
    const json version = jsonMember(row, "version");
    return version.is_number_integer() ? version.get<qint64>() : 0;
}

QList<ErasableLead> erasable(const PersonFile &file)
{
    QList<ErasableLead> leads;
    for (const LeadFile &lead : file.leads)
        if (!lead.isErased())
            leads += ErasableLead{lead.id, versionIn(lead.lead), lead.isOpen()};
    return leads;
}

} // namespace

EraseCall::EraseCall(EraseTools tools, const CustomerKey &person, Mode mode, QObject *parent)
    : Call(parent), m_tools(std::move(tools)), m_person(person), m_mode(mode)
{
}

EraseCall::~EraseCall()
{
    if (m_folderThread.joinable())
        m_folderThread.join();
}

void EraseCall::look()
{
    const OpenEntries entries = m_tools.journal ? openEntriesOf(*m_tools.journal, this) : OpenEntries();
    then((new PersonFinder(m_tools.rest, entries, m_person, this))->start(),
         [this](const FoundPerson &found) { onFound(found); });
}

void EraseCall::onFound(const FoundPerson &found)
{
    m_found = found;
    if (m_mode == Mode::Preview)
        return lookAtFolder(false, [this](const FolderReport &folder) { finish(EraseCounts::of(m_found, folder)); });
    m_texts += textsToPurge();
    lookAtFolder(true, [this](const FolderReport &folder) {
        m_counts.add(EraseCounts::of(m_found, folder));
        eraseJournal();
    });
}

void EraseCall::eraseJournal()
{
    if (!m_tools.journal || m_found.entries.isEmpty())
        return eraseLeads();
    onResult(this, m_tools.journal->erase(m_found.entries),
             [this](const Result<int> &erased) { erased ? eraseLeads() : finish(erased.error()); });
}

void EraseCall::eraseLeads()
{
    auto *erasing = new LeadErasing(m_tools.rest, m_tools.journal, erasable(m_found.file), m_tools.clock(), this);
    then(erasing->start(), [this](int) { eraseTraces(); });
}

void EraseCall::eraseTraces()
{
    auto *writing = new TraceWriting(m_tools.rest, m_found, m_tools.clock(), this);
    then(writing->start(), [this](Done) { m_found.holdsAnything() ? again() : purge(); });
}

/// Somebody may have changed a lead meanwhile, or a forwarder may have carried one into the store.
void EraseCall::again()
{
    if (++m_round == kMaxRounds)
        return finish(Error{ErrorCode::Unavailable,
                            QStringLiteral("Something about this person keeps coming in. Most of it is erased. Try "
                                           "again in a minute.")});
    QTimer::singleShot(m_found.entries.isEmpty() ? std::chrono::milliseconds(0) : m_tools.settles, this,
                       &EraseCall::look);
}

/// On a thread of its own: the folder may hold long files.
void EraseCall::lookAtFolder(bool erases, std::function<void(const FolderReport &)> next)
{
    if (m_tools.dataDir.isEmpty())
        return next({});
    Later<Result<FolderReport>>::Promise promise;
    onResult(this, promise.later(), [this, next = std::move(next)](const Result<FolderReport> &report) {
        m_folderThread.join();
        report ? next(*report) : finish(report.error());
    });
    m_folderThread = std::thread([promise = std::move(promise), folder = m_tools.dataDir,
                                  traces = PersonTraces(m_person, idsInExports()),
                                  erases]() mutable { promise.give(eraseFromFolder(folder, traces, erases)); });
}

/// An export of what was forwarded has no contents any more, but the lead's ids.
QByteArrayList EraseCall::idsInExports() const
{
    QByteArrayList ids;
    for (const LeadFile &lead : m_found.file.leads) {
        ids += lead.id.toByteArray(QUuid::WithoutBraces);
        if (const QByteArray id = jsonText(lead.lead, "external_id").toUtf8(); id.size() >= kLeastText)
            ids += id;
    }
    return ids;
}

QByteArrayList EraseCall::textsToPurge() const
{
    QByteArrayList texts = PersonTraces(m_person).onDisk();
    for (const LeadFile &lead : m_found.file.leads)
        for (const char *field : kTelling)
            if (const QByteArray text = jsonText(lead.lead, field).toUtf8(); text.size() >= kLeastText)
                texts += text;
    return texts;
}

void EraseCall::purge()
{
    const QByteArrayList texts = QSet<QByteArray>(m_texts.begin(), m_texts.end()).values();
    if (!m_tools.journal)
        return purgeStore(texts);
    onResult(this, m_tools.journal->purge(texts),
             [this, texts](const Result<> &purged) { purged ? purgeStore(texts) : finish(purged.error()); });
}

void EraseCall::purgeStore(const QByteArrayList &texts)
{
    if (!m_tools.purgeStore)
        return finish(m_counts);
    then(m_tools.purgeStore(texts), [this](Done) { finish(m_counts); });
}

QFuture<Result<json>> noteErasing(supabase::RestClient &rest, const QString &actor, const EraseCounts &counts)
{
    const json detail{{"leads", counts.leads},
                      {"messages", counts.messages},
                      {"replies", counts.replies},
                      {"bodies", counts.bodies},
                      {"journal", counts.journal}};
    return rest.insert(supabase::Query("activity").select("id"),
                       {{"actor", toJson(actor)}, {"kind", "person_erased"}, {"detail", detail}, {"admin_only", true}});
}

} // namespace pl::customer
