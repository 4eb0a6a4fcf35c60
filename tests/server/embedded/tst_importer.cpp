#include "models/replica/importer.h"
#include "models/supabase/restclient.h"
#include "server/embedded/inprocesstransport.h"
#include "tests/server/embedded/embeddedfixture.h"
#include "tests/support/waiting.h"

#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::test;
using namespace std::chrono_literals;
using nlohmann::json;
using replica::Importer;

namespace {

/// Somebody of the fixture.
struct ImportingPerson : supabase::Credentials
{
    QByteArray apiKey() const override { return key; }
    QByteArray bearer() const override { return tokenFor(who); }
    QByteArray key;
    QString who = QStringLiteral("admin");
};

/// Carries requests to the store, and loses what the test wants lost.
struct LossyTransport : supabase::Transport
{
    enum class Loss { None, Request, Answer, TooLong };
    explicit LossyTransport(embedded::EmbeddedSupabase &supabase) : store(supabase) {}

    QFuture<Result<supabase::HttpResponse>> send(supabase::HttpRequest request) override
    {
        using Answered = Result<supabase::HttpResponse>;
        const Loss loss = judge ? judge(request) : Loss::None;
        const Error lost{ErrorCode::Unavailable, QStringLiteral("The wire broke.")};
        if (loss == Loss::Request)
            return QtFuture::makeReadyFuture(Answered(lost));
        if (loss == Loss::TooLong)
            return QtFuture::makeReadyFuture(Answered(
                Error{ErrorCode::Unavailable, QStringLiteral("It took too long."), {}, QStringLiteral("57014")}));
        const auto sent = store.send(std::move(request));
        return loss == Loss::None ? sent : thenOn(&owner, sent, [lost](const Answered &) -> Answered { return lost; });
    }

    embedded::InProcessTransport store;
    QObject owner;
    std::function<Loss(const supabase::HttpRequest &)> judge;
};

using Loss = LossyTransport::Loss;

/// Each request that begins so fails for the first time, and every third one after that.
std::function<Loss(const supabase::HttpRequest &)> losing(const QByteArray &method, const QByteArray &path, Loss loss)
{
    return [=, count = 0](const supabase::HttpRequest &request) mutable {
        const bool isMeant = request.method == method && request.target.startsWith(path);
        return isMeant && count++ % 3 == 0 ? loss : Loss::None;
    };
}

} // namespace

/// Importing into a real store, and undoing it, over a wire that breaks.
class TestImporter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void addsRowsInBatches();
    void refusedRowsAreFoundByLine();
    void aPlumberWhoIsThereAlreadyIsSaid();
    void nothingIsAddedTwice_data();
    void nothingIsAddedTwice();
    void asksForLessWhenItTakesTooLong();
    void goesOnAfterItWasKilled();
    void cancellingTakesBack();
    void cancelEndsTheWaitForTheStore();
    void changesRowsAndPutsThemBack();
    void changesOfOthersAreLeftAlone();
    void aStoppedChangeGoesOn();
    void whatIsUndoneMeanwhileChangesNothing();
    void aCancelledRunTellsItsFaultsByLine();
    void aRowThatChangesNothingIsUndone();
    void undoingKeepsWhatWasChangedSince();
    void undoingGoesOnWhereItStopped();
    void stripesChangesOfAPlumberDontKeepIt();
    void aStoppedImportCanBeKept();
    void recentImportsAreTheNewest();
    void staffCantImport();
    void oneAtATime();

private:
    ImportOrder leads(int count) const;
    ImportOrder plumbers(int count) const;
    /// The fixture's first lead gets another name.
    static ImportRow nameChange(int line);
    Result<ImportOutcome> run(const ImportOrder &order) { return wait(m_importer->run(order)); }
    int count(const QByteArray &query) { return int(m_db.read("/rest/v1/" + query).size()); }
    int shown(const char *table)
    {
        return count(QByteArray(table) + "?select=id&import_id=not.is.null&withdrawn_at=is.null&limit=1000");
    }
    json importRow() { return m_db.read("/rest/v1/imports").at(0); }

    EmbeddedFixture m_db;
    ImportingPerson m_person;
    std::unique_ptr<LossyTransport> m_wire;
    std::unique_ptr<supabase::RestClient> m_client;
    std::unique_ptr<Importer> m_importer;
};

void TestImporter::init()
{
    m_importer.reset();
    m_client.reset();
    QVERIFY(m_db.reload());
    m_person.key = m_db.supabase().keys().anonKey;
    m_person.who = QStringLiteral("admin");
    m_wire = std::make_unique<LossyTransport>(m_db.supabase());
    // Only one try: the importer's own patience is what is tested.
    m_client = std::make_unique<supabase::RestClient>(*m_wire, m_person, nullptr,
                                                      supabase::RetryPolicy{.attempts = 1, .firstDelay = 1ms});
    m_importer = std::make_unique<Importer>(*m_client, nullptr, 1ms);
}

ImportOrder TestImporter::leads(int count) const
{
    ImportOrder order;
    order.fileName = QStringLiteral("old.csv");
    for (int line = 2; line < count + 2; ++line) {
        ImportRow row;
        row.line = line;
        row.columns = {{"first_name", "Old"},
                       {"email", "old" + std::to_string(line) + "@home.test"},
                       {"created_at", "2020-01-01T00:00:00Z"}};
        if (line % 2 == 0)
            row.columns["zip_code"] = "78701"; // not every row has every column
        order.rows.push_back(row);
    }
    return order;
}

ImportOrder TestImporter::plumbers(int count) const
{
    ImportOrder order;
    order.kind = ImportKind::Plumbers;
    order.fileName = QStringLiteral("plumbers.xlsx");
    for (int line = 2; line < count + 2; ++line) {
        ImportRow row;
        row.line = line;
        row.columns = {{"first_name", "Old"},
                       {"last_name", "Plumber"},
                       {"email", "old" + std::to_string(line) + "@pipes.test"},
                       {"phone_number", "+15125550301"},
                       {"zip_code", "78701"}};
        order.rows.push_back(row);
    }
    return order;
}

void TestImporter::addsRowsInBatches()
{
    QSignalSpy progress(m_importer.get(), &Importer::progressed);
    ImportOrder order = leads(700);
    order.rows[1].columns.erase("created_at"); // as old as the import
    const auto outcome = run(order);
    QVERIFY2(outcome.ok(), qPrintable(outcome ? QString() : outcome.error().message));
    QCOMPARE(outcome->added, 700);
    QCOMPARE(count("leads?select=id&import_id=not.is.null&created_at=gt.2021-01-01"), 1);
    QVERIFY(outcome->faults.empty() && !outcome->cancelled);
    QCOMPARE(shown("leads"), 700);
    QVERIFY(importRow().at("state") == "done" && importRow().at("done") == 700 && importRow().at("total") == 700);
    QVERIFY(importRow().at("created_by") == "ada@office.test");
    QCOMPARE(count("leads?id=eq." + Importer::rowId(outcome->id, 2).toByteArray(QUuid::WithoutBraces) +
                   "&zip_code=eq.78701&status=eq.new&urgency=eq.week&phone_number=eq."),
             1);
    QVERIFY(progress.size() >= 3); // the beginning and each batch
    QCOMPARE(progress.last(), (QVariantList{700, 700}));
}

void TestImporter::refusedRowsAreFoundByLine()
{
    ImportOrder order = leads(60);
    order.rows[10].columns["urgency"] = "never";
    order.rows[40].columns["last_name"] = "see www.example.com";
    order.rows[41].columns["zip_code"] = "much too long for a ZIP code";
    const auto outcome = run(order);
    QVERIFY(outcome.ok());
    QCOMPARE(outcome->added, 57);
    QCOMPARE(outcome->faults.size(), std::size_t(3));
    QCOMPARE(outcome->faults[0].line, 12);
    QCOMPARE(outcome->faults[1].line, 42);
    QCOMPARE(outcome->faults[2].line, 43);
    QVERIFY(outcome->faults[1].error.message.contains(QStringLiteral("web address")));
    QCOMPARE(shown("leads"), 57);
}

void TestImporter::aPlumberWhoIsThereAlreadyIsSaid()
{
    ImportOrder order = plumbers(3);
    order.rows[1].columns["email"] = "ann@pipes.test";
    const auto outcome = run(order);
    QVERIFY(outcome.ok());
    QCOMPARE(outcome->added, 2);
    QCOMPARE(outcome->faults.size(), std::size_t(1));
    QCOMPARE(outcome->faults.front().line, 3);
    QCOMPARE(outcome->faults.front().error.fields.value(0).field, QStringLiteral("email"));
}

void TestImporter::nothingIsAddedTwice_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<int>("loss");
    for (const Loss loss : {Loss::Request, Loss::Answer})
        for (const char *request : {"POST /rest/v1/imports", "POST /rest/v1/leads", "PATCH /rest/v1/imports"}) {
            const QByteArrayList words = QByteArray(request).split(' ');
            QTest::addRow("%s of %s is lost", loss == Loss::Answer ? "the answer" : "the request", request)
                << words[0] << words[1] << int(loss);
        }
}

void TestImporter::nothingIsAddedTwice()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(int, loss);
    m_wire->judge = losing(method, path, Loss(loss));
    const auto outcome = run(leads(1200));
    QVERIFY2(outcome.ok(), qPrintable(outcome ? QString() : outcome.error().message));
    QCOMPARE(outcome->added, 1200);
    QCOMPARE(count("imports"), 1);
    m_wire->judge = losing("PATCH", "/rest/v1/leads", Loss(loss));
    const auto undone = wait(m_importer->undo(outcome->id));
    QVERIFY(undone.ok());
    QCOMPARE(undone->undone, 1200);
    QCOMPARE(undone->kept, 0);
    QCOMPARE(shown("leads"), 0);
    QVERIFY(importRow().at("state") == "undone");
}

void TestImporter::asksForLessWhenItTakesTooLong()
{
    m_wire->judge = [](const supabase::HttpRequest &request) {
        const bool isLong = request.target.startsWith("/rest/v1/leads") && request.body.count("import_id") > 100;
        return isLong ? Loss::TooLong : Loss::None;
    };
    const auto outcome = run(leads(300));
    QVERIFY2(outcome.ok(), qPrintable(outcome ? QString() : outcome.error().message));
    QCOMPARE(outcome->added, 300);
    QVERIFY(outcome->faults.empty());
    m_wire->judge = [count = 0](const supabase::HttpRequest &request) mutable {
        const bool isFirst = request.method == "PATCH" && request.target.startsWith("/rest/v1/leads") && count++ == 0;
        return isFirst ? Loss::TooLong : Loss::None;
    };
    const auto undone = wait(m_importer->undo(outcome->id));
    QVERIFY(undone.ok());
    QCOMPARE(undone->undone, 300);
}

/// The program went away between two batches; another one has the same file and the same id.
void TestImporter::goesOnAfterItWasKilled()
{
    ImportOrder order = leads(900);
    order.id = QUuid::createUuid();
    QObject::connect(m_importer.get(), &Importer::progressed, m_importer.get(), [this](int done) {
        if (done != 500)
            return;
        m_wire->judge = [](const supabase::HttpRequest &) { return Loss::Request; };
        m_importer.release()->deleteLater();
    });
    const auto stopped = run(order);
    m_wire->judge = {};
    QCOMPARE(stopped.error().code, ErrorCode::Cancelled);
    QCOMPARE(shown("leads"), 500);
    QVERIFY(importRow().at("state") == "running");
    Importer again(*m_client, nullptr, 1ms);
    const auto outcome = wait(again.run(order));
    QVERIFY(outcome.ok());
    QCOMPARE(outcome->added, 900);
    QCOMPARE(shown("leads"), 900);
    QCOMPARE(count("lead_events?kind=eq.imported&select=id"), 900);
    QCOMPARE(wait(again.run(order)).error().code, ErrorCode::Conflict); // it is over
}

void TestImporter::cancellingTakesBack()
{
    connect(m_importer.get(), &Importer::progressed, this, [this, isCancelled = false](int done) mutable {
        if (done == 500 && !std::exchange(isCancelled, true)) // on the way up
            m_importer->cancel();
    });
    const auto outcome = run(leads(900));
    QVERIFY(outcome.ok());
    QVERIFY(outcome->cancelled);
    QCOMPARE(outcome->added, 0);
    QCOMPARE(shown("leads"), 0);
    QVERIFY(importRow().at("state") == "undone");
    QVERIFY(!m_importer->isRunning());
}

void TestImporter::cancelEndsTheWaitForTheStore()
{
    ImportOrder order = leads(3);
    order.id = QUuid::createUuid();
    m_wire->judge = [this](const supabase::HttpRequest &request) {
        if (!request.target.startsWith("/rest/v1/leads"))
            return Loss::None;
        m_importer->cancel();
        m_importer->cancel(); // after the first one it waits to take back what may be there
        return Loss::Request;
    };
    QCOMPARE(run(order).error().code, ErrorCode::Cancelled);
    QVERIFY(importRow().at("state") == "running");

    const auto undone = wait(m_importer->undo(order.id));
    QVERIFY(undone.ok());
    QVERIFY(undone->cancelled);
    QVERIFY(importRow().at("state") == "undoing");
}

void TestImporter::changesRowsAndPutsThemBack()
{
    ImportOrder order = leads(1);
    ImportRow row;
    row.line = 9;
    row.changes = QUuid::fromString(QLatin1StringView("20000000-0000-4000-8000-000000000001"));
    row.seenVersion = 1;
    row.columns = {{"last_name", "Night"},
                   {"zip_code", "78702"},
                   {"created_at", "2020-01-01"},
                   {"assigned_plumber_id", "10000000-0000-4000-8000-000000000001"}};
    row.before = {{"last_name", "Day"}, {"zip_code", "78701"}};
    order.rows.push_back(row);
    const auto outcome = run(order);
    QVERIFY(outcome.ok());
    QCOMPARE(outcome->added, 1);
    QCOMPARE(outcome->changed, 1);
    const auto lead = [this] { return m_db.read("/rest/v1/leads?id=eq.20000000-0000-4000-8000-000000000001").at(0); };
    QVERIFY(lead().at("last_name") == "Night" && lead().at("zip_code") == "78702" && lead().at("version") == 2);
    // What is there keeps its age and its plumber.
    QVERIFY(lead().at("assigned_plumber_id").is_null() && lead().at("created_at") == "2026-11-20T10:00:00+00:00");
    const auto undone = wait(m_importer->undo(outcome->id));
    QVERIFY(undone.ok());
    QCOMPARE(undone->undone, 2);
    QVERIFY(lead().at("last_name") == "Day" && lead().at("zip_code") == "78701" && lead().at("version") == 3);
}

void TestImporter::changesOfOthersAreLeftAlone()
{
    ImportOrder order = leads(0);
    for (const int number : {1, 2}) {
        ImportRow row;
        row.line = number;
        row.changes = QUuid::fromString(QStringLiteral("20000000-0000-4000-8000-00000000000%1").arg(number));
        row.seenVersion = 1;
        row.columns = {{"last_name", "Night"}};
        row.before = {{"last_name", "Day"}};
        order.rows.push_back(row);
    }
    const auto change = [this](const char *number) {
        return m_db.ask(QStringLiteral("staff"), "PATCH",
                        QByteArray("/rest/v1/leads?id=eq.20000000-0000-4000-8000-00000000000") + number,
                        R"({"last_name":"Hers"})");
    };
    QCOMPARE(change("1").status, 204); // between reading and importing: to version 2, too
    const auto outcome = run(order);
    QVERIFY(outcome.ok());
    QCOMPARE(outcome->changed, 1);
    QCOMPARE(outcome->faults.size(), std::size_t(1));
    QCOMPARE(outcome->faults.front().error.code, ErrorCode::Outdated);
    QCOMPARE(change("2").status, 204); // and after it
    const auto undone = wait(m_importer->undo(outcome->id));
    QVERIFY(undone.ok());
    QCOMPARE(undone->undone, 0);
    QCOMPARE(undone->kept, 2);
    QCOMPARE(count("leads?last_name=eq.Hers"), 2);
}

void TestImporter::aStoppedChangeGoesOn()
{
    ImportOrder order = leads(0);
    order.id = QUuid::createUuid();
    order.rows.push_back(nameChange(2));
    for (const Loss loss : {Loss::Request, Loss::Answer}) {
        Importer first(*m_client, nullptr, 1h);
        m_wire->judge = losing("PATCH", "/rest/v1/leads", loss);
        const auto begun = first.run(order);
        QTRY_COMPARE_WITH_TIMEOUT(count("import_changes"), 1, 30'000);
        QTRY_COMPARE_WITH_TIMEOUT(count("leads?last_name=eq.Night"), loss == Loss::Answer ? 1 : 0, 30'000);
    } // gone, before it heard what became of it
    m_wire->judge = {};
    const auto outcome = run(order);
    QVERIFY(outcome.ok());
    QCOMPARE(outcome->changed, 1);
    QVERIFY(outcome->faults.empty());
    QCOMPARE(wait(m_importer->undo(order.id))->undone, 1);
    QCOMPARE(count("leads?last_name=eq.Day"), 1);
}

ImportRow TestImporter::nameChange(int line)
{
    ImportRow row;
    row.line = line;
    row.changes = QUuid::fromString(QLatin1StringView("20000000-0000-4000-8000-000000000001"));
    row.seenVersion = 1;
    row.columns = {{"last_name", "Night"}};
    row.before = {{"last_name", "Day"}};
    return row;
}

void TestImporter::whatIsUndoneMeanwhileChangesNothing()
{
    ImportOrder order = leads(1);
    order.rows.push_back(nameChange(9));
    connect(m_importer.get(), &Importer::progressed, this, [this](int done) {
        if (done == 1)
            m_db.ask(QStringLiteral("admin"), "PATCH", "/rest/v1/imports?state=eq.running", R"({"state":"undoing"})");
    });
    const auto outcome = run(order);
    QVERIFY(!outcome.ok());
    QCOMPARE(outcome.error().code, ErrorCode::Conflict);
    QCOMPARE(count("leads?last_name=eq.Night"), 0);
    QCOMPARE(count("import_changes"), 0);
}

void TestImporter::aCancelledRunTellsItsFaultsByLine()
{
    ImportOrder order = leads(1);
    order.rows[0].line = 10;
    order.rows[0].columns["urgency"] = "never";
    order.rows.push_back(nameChange(2));
    order.rows[1].seenVersion = 99;
    connect(m_importer.get(), &Importer::progressed, this, [this, isCancelled = false](int done) mutable {
        if (done == 2 && !std::exchange(isCancelled, true)) // on the way up
            m_importer->cancel();
    });
    const auto outcome = run(order);
    QVERIFY(outcome.ok());
    QVERIFY(outcome->cancelled);
    QCOMPARE(outcome->added, 0); // what was never changed didn't stay
    QCOMPARE(outcome->faults.size(), std::size_t(2));
    QCOMPARE(outcome->faults[0].line, 2);
    QCOMPARE(outcome->faults[1].line, 10);
}

/// Of a row that is there, an import leaves the external id.
void TestImporter::aRowThatChangesNothingIsUndone()
{
    ImportOrder order = leads(0);
    order.rows.push_back(nameChange(2));
    order.rows[0].columns = {{"external_id", "x-1"}};
    const auto outcome = run(order);
    QVERIFY(outcome.ok());
    const auto undone = wait(m_importer->undo(outcome->id));
    QVERIFY(undone.ok());
    QCOMPARE(undone->undone, 1);
    QCOMPARE(undone->kept, 0);
}

void TestImporter::undoingKeepsWhatWasChangedSince()
{
    ImportOrder order = leads(40);
    order.charges = true;
    order.rows[4].columns["assigned_plumber_id"] = "10000000-0000-4000-8000-000000000001";
    const auto outcome = run(order);
    QVERIFY(outcome.ok());
    const auto idOf = [&](int line) { return Importer::rowId(outcome->id, line).toByteArray(QUuid::WithoutBraces); };
    QCOMPARE(count("payments?lead_id=eq." + idOf(6)), 1);
    QCOMPARE(m_db.ask(QStringLiteral("staff"), "PATCH", "/rest/v1/leads?id=eq." + idOf(20), R"({"zip_code":"78702"})")
                 .status,
             204);
    const auto undone = wait(m_importer->undo(outcome->id));
    QVERIFY(undone.ok());
    QCOMPARE(undone->undone, 38);
    QCOMPARE(undone->kept, 2);
    QCOMPARE(shown("leads"), 2);
    QCOMPARE(count("leads?withdrawn_at=is.null&id=in.(" + idOf(6) + "," + idOf(20) + ")"), 2);
    QCOMPARE(count("leads?withdrawn_at=not.is.null&email=neq."), 0);
}

void TestImporter::undoingGoesOnWhereItStopped()
{
    const auto outcome = run(leads(900));
    QVERIFY(outcome.ok());
    connect(m_importer.get(), &Importer::progressed, this, [this](int done) {
        if (done == 500)
            m_importer->cancel();
    });
    const auto stopped = wait(m_importer->undo(outcome->id));
    QVERIFY(stopped.ok());
    QVERIFY(stopped->cancelled);
    QCOMPARE(stopped->undone, 500);
    QVERIFY(importRow().at("state") == "undoing");
    QCOMPARE(wait(m_importer->keep(outcome->id)).error().code, ErrorCode::Conflict);
    const auto rest = wait(m_importer->undo(outcome->id));
    QVERIFY(rest.ok());
    QCOMPARE(rest->undone, 400);
    QCOMPARE(shown("leads"), 0);
    QCOMPARE(wait(m_importer->undo(outcome->id))->undone, 0);
    QCOMPARE(wait(m_importer->undo(QUuid::createUuid())).error().code, ErrorCode::NotFound);
}

void TestImporter::stripesChangesOfAPlumberDontKeepIt()
{
    const auto outcome = run(plumbers(4));
    QVERIFY(outcome.ok());
    const auto change = [&](const char *who, int line, const QByteArray &body) {
        const QByteArray id = Importer::rowId(outcome->id, line).toByteArray(QUuid::WithoutBraces);
        return m_db.ask(QString::fromLatin1(who), "PATCH", "/rest/v1/plumbers?id=eq." + id, body).status;
    };
    QCOMPARE(change("service", 2, R"({"stripe_customer_id":"cus_new"})"), 204);
    QCOMPARE(change("staff", 3, R"({"zip_code":"78702"})"), 204);
    const QByteArray busy = Importer::rowId(outcome->id, 4).toByteArray(QUuid::WithoutBraces);
    QCOMPARE(m_db.ask(QStringLiteral("staff"), "PATCH", "/rest/v1/leads?id=eq.20000000-0000-4000-8000-000000000001",
                      "{\"assigned_plumber_id\":\"" + busy + "\"}")
                 .status,
             204);
    const auto undone = wait(m_importer->undo(outcome->id));
    QVERIFY(undone.ok());
    QCOMPARE(undone->undone, 2);
    QCOMPARE(undone->kept, 2);
    QCOMPARE(shown("plumbers"), 2);
}

void TestImporter::aStoppedImportCanBeKept()
{
    ImportOrder order = leads(600);
    order.id = QUuid::createUuid();
    {
        Importer stopping(*m_client, nullptr, 1h);
        m_wire->judge = losing("PATCH", "/rest/v1/imports", Loss::Request);
        const auto begun = stopping.run(order);
        QTRY_COMPARE_WITH_TIMEOUT(shown("leads"), 500, 30'000);
    }
    m_wire->judge = {};
    const auto kept = wait(m_importer->keep(order.id));
    QVERIFY(kept.ok());
    QCOMPARE(kept->state, ImportState::Done);
    QVERIFY(wait(m_importer->keep(order.id)).ok());
    QCOMPARE(wait(m_importer->undo(order.id))->undone, 500);
}

void TestImporter::recentImportsAreTheNewest()
{
    for (int i = 0; i < 22; ++i) {
        ImportOrder order = leads(0);
        order.fileName = QString::number(i);
        QVERIFY(run(order).ok());
    }
    const auto recent = wait(m_importer->recent());
    QVERIFY(recent.ok());
    QCOMPARE(recent->size(), 20);
    QCOMPARE(recent->first().fileName, QStringLiteral("21"));
    QCOMPARE(recent->first().createdBy, QStringLiteral("ada@office.test"));
}

void TestImporter::staffCantImport()
{
    m_person.who = QStringLiteral("staff");
    const auto outcome = run(leads(3));
    QVERIFY(!outcome.ok());
    QCOMPARE(outcome.error().code, ErrorCode::Forbidden);
    QCOMPARE(count("imports"), 0);
    QVERIFY(wait(m_importer->recent())->isEmpty());
}

void TestImporter::oneAtATime()
{
    const auto first = m_importer->run(leads(3));
    QCOMPARE(run(leads(3)).error().code, ErrorCode::Conflict);
    QVERIFY(wait(first).ok());
    QVERIFY(run(leads(3)).ok());
}

QTEST_GUILESS_MAIN(TestImporter)
#include "tst_importer.moc"
