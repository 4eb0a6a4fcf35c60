// The forwarder from a journal with a backlog to a store over HTTP, against the simple way: batches of 100, one request
// after another. Stores: a second plumber-leads-server (its embedded database), and a PostgreSQL with the project's
// migrations behind a plain REST front.

#include "models/supabase/networktransport.h"
#include "server/intake/forwarder.h"
#include "tests/bench/forwarding/restoverpostgres.h"
#include "tests/bench/forwarding/stepbystep.h"
#include "tests/support/serverprocess.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>

#include <cstdio>
#include <functional>

using namespace pl;
using namespace pl::bench;

namespace {

constexpr int kLeads = 20'000;
constexpr int kLeadsStepByStep = 5'000;
constexpr int kPostgresConnections = 6;
const QUuid kSource(QStringLiteral("50000000-0000-4000-8000-000000000001"));

/// Every twentieth person has asked before.
QByteArray payload(int number)
{
    const int person = number % 20 == 0 ? number / 2 : number;
    const nlohmann::json row{{"first_name", "Maria"},
                             {"last_name", "Gonzalez"},
                             {"email", "maria.gonzalez." + std::to_string(person) + "@home.example"},
                             {"phone_number", "+1512" + std::to_string(2'000'000 + person)},
                             {"service_needed", "Drain Cleaning"},
                             {"urgency", "day"},
                             {"zip_code", "78701"},
                             {"description", "The drain in the kitchen is slow, and the one in the bath is blocked."},
                             {"external_id", "bench-" + std::to_string(number)},
                             {"consent", {{"contact", true}, {"at", "2026-11-01T12:00:00Z"}}}};
    return QByteArray::fromStdString(row.dump());
}

/// A journal in which new leads wait; null when it can't be written.
std::unique_ptr<journal::Journal> backlog(const QString &path, int leads)
{
    static int number = 0;
    auto journal = journal::Journal::open({path, leads});
    if (!journal)
        return nullptr;
    QList<journal::Submission> all;
    for (int i = 0; i < leads; ++i, ++number)
        all.append({.sourceId = kSource,
                    .externalId = QStringLiteral("bench-%1").arg(number),
                    .payload = payload(number),
                    .receivedAt = Timestamp::now()});
    return (*journal)->submit(all).result() ? std::move(*journal) : nullptr;
}

void forwardAll(journal::Journal &journal, supabase::RestClient &rest)
{
    intake::Forwarder forwarder(journal, rest, intake::Forwarder::remotePace());
    int forwarded = 0;
    QObject::connect(&forwarder, &intake::Forwarder::forwarded, &forwarder, [&](int leads) { forwarded += leads; });
    QObject::connect(&forwarder, &intake::Forwarder::delayed, &forwarder,
                     [](const QString &reason) { std::printf("delayed: %s\n", qPrintable(reason)); });
    forwarder.start();
    while (forwarded < kLeads)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

enum class Way { StepByStep, Forwarder };

/// Leads a second; 0 when it failed.
double leadsPerSecond(const QString &url, const QByteArray &key, Way way)
{
    QTemporaryDir folder;
    const int leads = way == Way::StepByStep ? kLeadsStepByStep : kLeads;
    const auto journal = backlog(folder.filePath(QStringLiteral("journal.sqlite")), leads);
    if (!journal)
        return 0;
    supabase::NetworkTransport transport{QUrl(url)};
    supabase::KeyCredentials credentials{key};
    supabase::RestClient rest(transport, credentials, nullptr, supabase::RetryPolicy{.attempts = 1});
    QElapsedTimer timer;
    timer.start();
    bool isDone = true;
    if (way == Way::StepByStep)
        isDone = forwardStepByStep(*journal, rest);
    else
        forwardAll(*journal, rest);
    return isDone ? leads * 1000.0 / double(timer.elapsed()) : 0;
}

/// `between`: called behind each of the two.
bool compare(
    const char *store, const QString &url, const QByteArray &key, const std::function<void()> &between = [] {})
{
    const double before = leadsPerSecond(url, key, Way::StepByStep);
    between();
    const double now = leadsPerSecond(url, key, Way::Forwarder);
    between();
    std::printf(
        "%s\n  100 a batch, step by step %7.0f leads/s\n  the forwarder             %7.0f leads/s   ratio %.1f\n",
        store, before, now, before > 0 ? now / before : 0);
    return before > 0 && now > 0;
}

bool isComplete(int stored)
{
    std::printf("  %d of %d leads are there\n", stored, kLeads + kLeadsStepByStep);
    return stored == kLeads + kLeadsStepByStep;
}

bool intoServer()
{
    test::ServerProcess server;
    if (!server.start())
        return false;
    const nlohmann::json source{{"id", kSource.toString(QUuid::WithoutBraces).toStdString()},
                                {"name", "bench"},
                                {"key_prefix", "pl_bench"},
                                {"key_hash", "bench"}};
    if (server.write("POST", QStringLiteral("lead_sources"), source) != 201)
        return false;
    const QByteArray key = server.serviceHeaders().front().second;
    return compare("a second plumber-leads-server", server.url(), key) &&
           isComplete(server.rows(QStringLiteral("leads?select=count"))[0]["count"].get<int>());
}

bool intoPostgres()
{
    test::OfficeDatabase database;
    if (!database.start()) {
        std::printf("PostgreSQL did not start: %s\n", database.log().constData());
        return false;
    }
    const QString source = QStringLiteral("insert into lead_sources (id, name, key_prefix, key_hash) values ('%1', "
                                          "'bench', 'pl_bench', 'bench')")
                               .arg(kSource.toString(QUuid::WithoutBraces));
    if (!database.connection().run(source))
        return false;
    RestOverPostgres rest(database, kPostgresConnections);
    const auto tellTimes = [&rest] {
        const auto [inserts, lookUps] = rest.takeSeconds();
        std::printf("  in PostgreSQL: inserts %.1f s, look-ups %.1f s\n", inserts, lookUps);
    };
    return !rest.url().isEmpty() && compare("PostgreSQL behind a plain REST front", rest.url(), "key", tellTimes) &&
           isComplete(database.text(QStringLiteral("select count(*) from leads")).toInt());
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    const bool isServerDone = intoServer();
    return intoPostgres() && isServerDone ? 0 : 1;
}
