#include "tests/integration/movedoffice.h"

#include "server/migrate/postgresconnection.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QTest>

namespace pl::test {

namespace {

constexpr int kPatienceMs = 180'000;
const QString kOwner = QStringLiteral("project owner");

MovedOffice::Cells cellsIn(const Result<QList<QVariantList>> &rows)
{
    if (!rows)
        return {{rows.error().remoteCode}};
    MovedOffice::Cells cells;
    for (const QVariantList &row : *rows) {
        QStringList texts;
        for (const QVariant &value : row)
            texts += value.toString();
        cells += texts;
    }
    return cells;
}

MovedOffice::Cells cellsIn(QSqlQuery &query)
{
    MovedOffice::Cells cells;
    while (query.next()) {
        QStringList texts;
        for (int i = 0; i < query.record().count(); ++i)
            texts += query.value(i).toString();
        cells += texts;
    }
    return cells;
}

} // namespace

bool MovedOffice::start(int leads)
{
    return m_cluster.start() && fill(leads);
}

/// The lead that was assigned last waits: its payment and its messages are still to go out.
bool MovedOffice::fill(int leads)
{
    if (!m_server.start({QStringLiteral("--demo")}))
        return false;
    m_sourceKey = m_server.addSource(QStringLiteral("moved"));
    if (m_sourceKey.isEmpty() ||
        m_server.addUser(QLatin1String(kAdmin), QStringLiteral("admin"), QLatin1String(kPassword)).exitCode != 0)
        return false;
    const QString demoIsThere = m_server.dataDir() + QStringLiteral("/demo.json");
    if (!QTest::qWaitFor([&] { return QFile::exists(demoIsThere); }, kPatienceMs))
        return false;
    const auto plumber = m_server.rows(QStringLiteral("plumbers?select=id&status=eq.active&limit=1"));
    const nlohmann::json lead{{"first_name", "Zoë"},
                              {"last_name", "O'Neil \\ \"x\""},
                              {"email", "zoe@home.example"},
                              {"phone_number", "+15125550143"},
                              {"service_needed", "Drain Cleaning"},
                              {"urgency", "day"},
                              {"zip_code", "78701"},
                              {"answers", {{"How bad?", "2.50 buckets"}}},
                              {"assigned_plumber_id", plumber[0]["id"]}};
    const bool isAdded = m_server.write("POST", QStringLiteral("leads"), lead) == 201 && addRareRows(plumber[0]["id"]);
    return isAdded && m_server.stop() == 0 &&
           run({QStringLiteral("demo-data"), QStringLiteral("--leads"), QString::number(leads),
                QStringLiteral("--data"), m_server.dataDir()})
                   .exitCode == 0;
}

bool MovedOffice::addRareRows(const std::string &plumber)
{
    using nlohmann::json;
    const json two = m_server.rows(
        QStringLiteral("leads?select=id&status=eq.new&duplicate_of=is.null&order=created_at.asc,id.asc&limit=2"));
    if (two.size() != 2)
        return false;
    const std::tuple<const char *, QString, json> writes[] = {
        {"POST", QStringLiteral("opt_outs"), {{"phone_number", "+15125550190"}}},
        {"POST", QStringLiteral("contact_refusals"), {{"contact", "+15125550191"}, {"channel", "sale"}}},
        {"POST", QStringLiteral("billing_exceptions"), {{"kind", "unknown_payment"}, {"detail", "by hand"}}},
        {"POST",
         QStringLiteral("message_templates"),
         {{"name", "plumber_found"}, {"channel", "email"}, {"subject", "Found"}, {"body", "{{plumber}} calls you."}}},
        {"POST",
         QStringLiteral("saved_views"),
         {{"owner", kAdmin}, {"name", "Mine"}, {"definition", {{"search", "50% \"off\""}, {"sorted", 1.50}}}}},
        {"POST", QStringLiteral("imports"), {{"kind", "leads"}, {"file_name", "leads.csv"}, {"total", 0}}},
        {"POST",
         QStringLiteral("stripe_events"),
         {{"id", "evt_1"},
          {"type", "charge.refunded"},
          {"created", "2026-11-01T00:00:00.5Z"},
          {"payload", {{"n", 1}}}}},
        {"PATCH",
         QStringLiteral("plumbers?id=eq.") + QString::fromStdString(plumber),
         {{"zip_codes", {"78701", "78702"}}, {"license_expires", "2031-05-01"}}},
        {"PATCH",
         QStringLiteral("leads?id=eq.") + QString::fromStdString(two[0]["id"]),
         {{"duplicate_of", two[1]["id"]}}}};
    for (const auto &[method, target, row] : writes)
        if (const int status = m_server.write(method, target, row); status / 100 != 2) {
            m_log = "refused: " + target.toUtf8() + ' ' + QByteArray::number(status);
            return false;
        }
    return true;
}

bool MovedOffice::makeProject(const QString &name, bool isMigrated)
{
    m_project = name;
    return m_cluster.createDatabase(name) &&
           m_cluster.runFile(name, QStringLiteral(PL_TEST_DATA "/server/move/auth.sql")) &&
           (!isMigrated || migrate().exitCode == 0);
}

QStringList MovedOffice::withProject(const QStringList &arguments) const
{
    const QString url =
        QStringLiteral("postgresql://project_owner@/%1?host=%2").arg(m_project, m_cluster.address({}).host);
    return arguments + QStringList{QStringLiteral("--database-url"), url};
}

ServerProcess::Run MovedOffice::migrate()
{
    return run(withProject({QStringLiteral("migrate")}));
}

ServerProcess::Run MovedOffice::move(const QStringList &arguments)
{
    return run(withProject(
        QStringList{QStringLiteral("move-to-supabase"), QStringLiteral("--data"), m_server.dataDir()} + arguments));
}

bool MovedOffice::moveAndKillAt(const QByteArray &line)
{
    const QStringList arguments{QStringLiteral("move-to-supabase"), QStringLiteral("--data"), m_server.dataDir(),
                                QStringLiteral("--yes")};
    return run(withProject(arguments), line).exitCode == -9;
}

/// -9 when it was killed.
ServerProcess::Run MovedOffice::run(const QStringList &arguments, const QByteArray &killAt)
{
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.remove(QStringLiteral("SUPABASE_URL"));
    environment.insert(QStringLiteral("DB_PASSWORD"), kOwner);
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(PL_SERVER_PROGRAM), arguments);
    ServerProcess::Run run;
    bool isKilled = false;
    (void)QTest::qWaitFor(
        [&] {
            run.errorOutput += process.readAllStandardError();
            if (!isKilled && !killAt.isEmpty() && run.errorOutput.contains(killAt)) {
                process.kill();
                isKilled = true;
            }
            return process.state() == QProcess::NotRunning;
        },
        kPatienceMs);
    run.errorOutput += process.readAllStandardError();
    run.output = process.readAllStandardOutput();
    run.exitCode = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : (isKilled ? -9 : -1);
    m_log = run.output + run.errorOutput;
    return run;
}

QString MovedOffice::joined(const Cells &cells)
{
    QStringList lines;
    for (const QStringList &row : cells)
        lines += row.join(u'|');
    return lines.join(u'\n');
}

MovedOffice::Cells MovedOffice::cellsHere(const QString &query)
{
    const QString name = QStringLiteral("moved-office-here");
    Cells cells;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(m_server.dataDir() + QStringLiteral("/supabase.db"));
        const bool isOpen = database.open();
        QSqlQuery rows(database);
        cells = isOpen && rows.exec(query) ? cellsIn(rows) : Cells{{rows.lastError().text()}};
    }
    QSqlDatabase::removeDatabase(name);
    return cells;
}

MovedOffice::Cells MovedOffice::cellsThere(const QString &query)
{
    const auto database = migrate::PostgresConnection::open(m_cluster.address(m_project));
    return database ? cellsIn((*database)->rows(query)) : Cells{{database.error().message}};
}

QString MovedOffice::thereAs(const QString &claims, const QString &statement)
{
    const auto database = migrate::PostgresConnection::open(m_cluster.address(m_project));
    if (!database)
        return database.error().message;
    return joined(cellsIn((*database)->inTransaction([&]() -> Result<QList<QVariantList>> {
        for (const QString &setting : {QStringLiteral("set local \"request.jwt.claims\" = '%1'").arg(claims),
                                       QStringLiteral("set local role authenticated")})
            if (const auto set = (*database)->run(setting); !set)
                return set.error();
        return (*database)->rows(statement);
    })));
}

} // namespace pl::test
