#include "tests/server/customer/customeroffice.h"

#include "models/base/answer.h"
#include "models/supabase/settingsstore.h"

#include <QDir>
#include <QFile>

namespace pl::test {

using nlohmann::json;
using supabase::Query;

namespace {

template <class T>
T orFatal(Result<T> made)
{
    if (!made)
        qFatal("%s", qPrintable(made.error().message));
    return std::move(made).value();
}

} // namespace

CustomerOffice::CustomerOffice()
    : m_store(orFatal(embedded::EmbeddedSupabase::open({m_dir.path()})))
    , m_transport(*m_store)
    , m_service(m_store->keys().serviceKey)
    , m_rest(m_transport, m_service, nullptr, supabase::RetryPolicy{.attempts = 1})
    , m_users(m_transport, m_service)
    , m_journal(orFatal(journal::Journal::open({path("journal.sqlite")})))
{
    for (const auto &[email, role] : {std::pair(kAda, "admin"), std::pair(kSam, "staff")})
        orFatal(wait(m_users.create(email, QStringLiteral("correct horse battery"), QString::fromLatin1(role))));
    add("services", {{"name", "Drain Cleaning"}, {"category", "Repairs"}, {"price_cents", 4500}});
    m_source = QUuid::fromString(QString::fromStdString(
        add("lead_sources", {{"name", "Website"}, {"key_prefix", "pl_1"}, {"key_hash", std::string(64, '0')}})["id"]));
}

json CustomerOffice::add(const QByteArray &table, const json &row)
{
    return orFatal(wait(m_rest.insert(Query(table), row))).front();
}

json CustomerOffice::rows(const QByteArray &table, const QByteArray &columns)
{
    return orFatal(wait(m_rest.selectJson(Query(table).select(columns))));
}

json CustomerOffice::row(const QByteArray &table, const QUuid &id)
{
    const json found = orFatal(wait(m_rest.selectJson(Query(table).eq("id", id))));
    return found.empty() ? json() : found.front();
}

bool CustomerOffice::change(const QByteArray &table, const QUuid &id, const json &changes)
{
    const auto changed = wait(m_rest.update(Query(table).select("id").eq("id", id), changes));
    return changed && changed->size() == 1;
}

QUuid CustomerOffice::addLead(const json &columns)
{
    json lead{{"first_name", "Maria"},
              {"last_name", "Gonzalez"},
              {"email", toJson(kMaria.email)},
              {"phone_number", toJson(kMaria.phone)},
              {"service_needed", "Drain Cleaning"},
              {"urgency", "day"},
              {"zip_code", "78701"},
              {"street", "12 Quillfeather Lane"},
              {"description", "The sink is blocked."},
              {"consent", {{"text", "You may call me."}, {"at", "2026-11-01T10:00:00Z"}}},
              {"source_id", toJson(m_source)}};
    lead.update(columns);
    return QUuid::fromString(QString::fromStdString(add("leads", lead)["id"]));
}

QUuid CustomerOffice::addPlumber()
{
    const std::string number = std::to_string(rows("plumbers", "id").size() + 100);
    const json row = add("plumbers", {{"first_name", "Joe"},
                                      {"last_name", "Pipe"},
                                      {"company", "Joe's Pipes"},
                                      {"email", "joe" + number + "@plumbers.test"},
                                      {"phone_number", "+15125559" + number},
                                      {"zip_code", "78701"},
                                      {"services", json::array({"Drain Cleaning"})},
                                      {"payment_ready", true}});
    return QUuid::fromString(QString::fromStdString(row["id"]));
}

QUuid CustomerOffice::addItem(const QByteArray &body, const char *status, const json &columns)
{
    json item{{"source_id", toJson(m_source)}, {"cause", "unmapped"}, {"body", body.toStdString()}, {"status", status}};
    item.update(columns);
    return QUuid::fromString(QString::fromStdString(add("intake_items", item)["id"]));
}

void CustomerOffice::addEntry(const QByteArray &kind, const QByteArray &key, const QByteArray &payload)
{
    orFatal(m_journal->submitEvent({kind, key, payload, Timestamp::now()}).result());
}

customer::EraseTools CustomerOffice::tools()
{
    const auto purge = [this](const QByteArrayList &texts) {
        const Answer<> answer;
        onResult(&m_owner, m_store->purge(texts), [answer](const Result<> &purged) { answer.finish(purged); });
        return answer.future();
    };
    return {.rest = m_rest,
            .journal = m_journal.get(),
            .dataDir = m_dir.path(),
            .purgeStore = purge,
            .clock = [this] { return now; },
            .settles = std::chrono::milliseconds(10)};
}

Result<customer::EraseCounts> CustomerOffice::erase(const CustomerKey &person, bool previews)
{
    using customer::EraseCall;
    const auto mode = previews ? EraseCall::Mode::Preview : EraseCall::Mode::Erase;
    return wait((new EraseCall(tools(), person, mode, &m_owner))->start());
}

customer::FoundPerson CustomerOffice::find(const CustomerKey &person)
{
    const auto entries = customer::openEntriesOf(*m_journal, &m_owner);
    return orFatal(wait((new customer::PersonFinder(m_rest, entries, person, &m_owner))->start()));
}

QStringList CustomerOffice::filesWith(const QByteArray &bytes) const
{
    QStringList names;
    for (const QString &name : QDir(m_dir.path()).entryList(QDir::Files | QDir::Hidden)) {
        QFile file(m_dir.filePath(name));
        // Windows doesn't let a locked one be read.
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(bytes))
            names += name;
    }
    return names;
}

void CustomerOffice::write(const char *name, const QByteArray &content)
{
    QFile file(path(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("can't write %s", name);
}

void CustomerOffice::setTimes(const json &times)
{
    orFatal(wait(supabase::SettingsStore(m_rest).put(QStringLiteral("keeping_times"), times)));
}

} // namespace pl::test
