#include "models/supabase/contactrefusals.h"
#include "tests/server/customer/customeroffice.h"

#include <QFile>

using namespace pl;
using namespace pl::customer;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::CustomerOffice;
using pl::test::wait;

/// Erasing a person from the embedded store, the journal and the data folder.
class TestErasing : public QObject
{
    Q_OBJECT

    std::unique_ptr<CustomerOffice> m_office;

    bool holds(const QByteArray &table, const char *text)
    {
        return QByteArray::fromStdString(m_office->rows(table).dump()).contains(text);
    }

private Q_SLOTS:
    void init() { m_office = std::make_unique<CustomerOffice>(); }
    void cleanup() { m_office.reset(); }

    void countsAndChangesNothingAtFirst()
    {
        const QUuid lead = m_office->addLead();
        m_office->addItem("maria@example.com");
        m_office->addEntry("hook", "1", "maria@example.com");
        const auto counts = m_office->erase(CustomerOffice::kMaria, true);
        QVERIFY(counts.ok());
        QCOMPARE(counts->leads, 1);
        QCOMPARE(counts->events, 1);
        QCOMPARE(counts->bodies, 1);
        QCOMPARE(counts->journal, 1);
        QVERIFY(!counts->isNothing());
        QVERIFY(m_office->row("leads", lead)["erased_at"].is_null());
        QCOMPARE(m_office->find().entries.size(), 1);
    }

    void erasesLeadsAndClosesOpenOnes()
    {
        const QUuid open = m_office->addLead();
        const QUuid done = m_office->addLead({{"status", "completed"}, {"closed_reason", "done"}});
        const QUuid other = m_office->addLead({{"phone_number", "+15125550199"}, {"email", "sam@example.com"}});
        const auto counts = m_office->erase();
        QVERIFY(counts.ok());
        QCOMPARE(counts->leads, 2);
        const json row = m_office->row("leads", open);
        QVERIFY(row["erased_at"].is_string());
        QVERIFY(row["status"] == json("completed"));
        QVERIFY(row["closed_reason"] == json("lost"));
        QVERIFY(row["first_name"] == json(""));
        QVERIFY(row["street"] == json());
        QVERIFY(m_office->row("leads", done)["closed_reason"] == json("done"));
        QVERIFY(m_office->row("leads", other)["last_name"] == json("Gonzalez"));
        QVERIFY(m_office->find().file.isEmpty());
    }

    void erasesBodiesRepliesAndTheJournal()
    {
        const QUuid waiting = m_office->addItem("call (512) 555-0143");
        const QUuid kept = m_office->addItem("somebody else");
        m_office->addEntry("hook", "1", "maria@example.com");
        m_office->addEntry("hook", "2", "sam@example.com");
        m_office->add("notifications", {{"channel", "sms"},
                                        {"template", "reply"},
                                        {"status", "sent"},
                                        {"recipient", toJson(CustomerOffice::kMaria.phone)},
                                        {"body", "Who?"}});
        QVERIFY(m_office->erase().ok());
        QVERIFY(m_office->row("intake_items", waiting)["body"] == json());
        QVERIFY(m_office->row("intake_items", waiting)["status"] == json("discarded"));
        QVERIFY(m_office->row("intake_items", kept)["body"].is_string());
        QVERIFY(!holds("notifications", "Who?") && !holds("notifications", "5550143"));
        const auto left = m_office->journal().openEntries(-1, 10).result();
        QVERIFY(left.ok() && left->size() == 1 && left->first().payload == "sam@example.com");
    }

    void neverAgainOutlivesIt_data()
    {
        QTest::addColumn<bool>("hasLead");
        QTest::newRow("with a lead") << true;
        QTest::newRow("a number alone") << false;
    }
    void neverAgainOutlivesIt()
    {
        QFETCH(bool, hasLead);
        if (hasLead)
            m_office->addLead();
        m_office->add("opt_outs", {{"phone_number", toJson(CustomerOffice::kMaria.phone)}});
        m_office->add(
            "contact_refusals",
            {{"contact", toJson(CustomerOffice::kMaria.email)}, {"channel", "sale"}, {"reason", "wrote a letter"}});
        QVERIFY(m_office->erase().ok());
        QVERIFY(m_office->rows("opt_outs").empty());
        QVERIFY(!holds("contact_refusals", "maria") && !holds("contact_refusals", "letter") &&
                !holds("contact_refusals", "5550143"));
        const auto refusals = wait(supabase::contactRefusals(m_office->rest(), CustomerOffice::kMaria));
        QVERIFY(refusals.ok());
        QCOMPARE(refusals->size(), std::size_t(2));
    }

    void takesSearchesOutOfSavedViews()
    {
        m_office->addLead();
        const auto view = [this](const char *name, const char *text) {
            return QUuid::fromString(QString::fromStdString(m_office->add(
                "saved_views",
                {{"owner", "sam@office.test"},
                 {"name", name},
                 {"definition", {{"version", 1}, {"filter", {{"text", text}, {"due_now", true}}}}}})["id"]));
        };
        const QUuid byNumber = view("A", "512-555-0143");
        const QUuid byName = view("maria gonzalez again", "gonzalez MARIA");
        const QUuid other = view("B", "austin");
        QVERIFY(m_office->erase().ok());
        QVERIFY(!m_office->row("saved_views", byNumber)["definition"]["filter"].contains("text"));
        QVERIFY(m_office->row("saved_views", byNumber)["definition"]["filter"]["due_now"] == json(true));
        QVERIFY(m_office->row("saved_views", byName)["name"] == json("View"));
        QVERIFY(m_office->row("saved_views", other)["definition"]["filter"]["text"] == json("austin"));
    }

    void emptiesWhatAdminsAsked()
    {
        m_office->add("server_requests", {{"kind", "find_person"}, {"data", CustomerOffice::kMaria.toJson()}});
        QVERIFY(wait(m_office->rest().update(supabase::Query("server_requests").eq("state", u"asked"_s),
                                             {{"state", "done"}}))
                    .ok());
        m_office->add("settings", {{"key", "message_test"}, {"value", {{"recipient", "maria@example.com"}}}});
        QVERIFY(m_office->erase().ok());
        QVERIFY(!holds("server_requests", "maria") && !holds("settings", "maria"));
    }

    void forgetsWhatASenderWouldRecognizeALeadBy()
    {
        const journal::Submission sent{QUuid::createUuid(), u"maria@example.com"_s, "key", "hash", "{}",
                                       Timestamp::now()};
        const QUuid id = m_office->journal().submit({sent}).result()->first()->id;
        const auto entry = m_office->journal().find(id).result();
        QVERIFY(m_office->journal().markForwarded({(*entry)->sequence}, Timestamp::now()).result().ok());
        m_office->addLead({{"id", toJson(id)}});
        QVERIFY(m_office->erase().ok());
        QCOMPARE(m_office->filesWith("maria@example.com"), QStringList());
        QVERIFY(!m_office->journal().submit({sent}).result()->first()->isRepeat);
    }

    void leavesNoByteBehind()
    {
        const QUuid lead = m_office->addLead();
        QVERIFY(m_office->change("leads", lead, {{"street", "14 Thistlewick Road"}}));
        m_office->addItem("maria@example.com");
        m_office->addEntry("hook", "1", QByteArray(50'000, 'x') + "maria@example.com");
        m_office->write("export.jsonl",
                        "{\"kind\":\"hook\",\"payload\":\"maria@example.com\",\"received_at\":\"x\"}\n");
        QVERIFY(!m_office->filesWith("Quillfeather").isEmpty());
        QVERIFY(m_office->erase().ok());
        for (const char *text : {"maria@example.com", "+15125550143", "Quillfeather", "Thistlewick", "Gonzalez"})
            QVERIFY2(m_office->filesWith(text).isEmpty(),
                     qPrintable(QString::fromLatin1(text) + m_office->filesWith(text).join(u' ')));
    }

    void namesBackupsAndFilesOfOthers()
    {
        m_office->addLead();
        m_office->write("plumber-leads-20261130T023000Z.tar.gz", "an archive");
        m_office->write("list.csv", "maria@example.com");
        const auto counts = m_office->erase();
        QVERIFY(counts.ok());
        QCOMPARE(counts->backups, QStringList{u"plumber-leads-20261130T023000Z.tar.gz"_s});
        QCOMPARE(counts->files, QStringList{u"list.csv"_s});
        QCOMPARE(EraseCounts::fromJson(counts->toJson()).valueOr({}), *counts);
    }

    void canBeRepeated()
    {
        m_office->addLead();
        QVERIFY(m_office->erase().ok());
        const json before = m_office->rows("leads");
        const auto again = m_office->erase();
        QVERIFY(again.ok() && again->isNothing());
        QVERIFY(m_office->rows("leads") == before);
    }

    /// What a crash between the rows and the files leaves.
    void aSecondCallPurgesWhatTheFirstLeft()
    {
        const QUuid lead = m_office->addLead();
        QVERIFY(m_office->change(
            "leads", lead,
            {{"erased_at", "2026-11-30T10:00:00Z"}, {"status", "completed"}, {"closed_reason", "lost"}}));
        QVERIFY(!m_office->filesWith("maria@example.com").isEmpty()); // in the log
        QVERIFY(m_office->erase().ok());
        QCOMPARE(m_office->filesWith("maria@example.com"), QStringList());
    }

    void anErasedPersonWhoWritesAgainIsNew()
    {
        m_office->addLead();
        QVERIFY(m_office->erase().ok());
        const QUuid again = m_office->addLead();
        QCOMPARE(m_office->find().file.leads.size(), 1);
        QVERIFY(m_office->row("leads", again)["duplicate_of"] == json());
    }

    void needsSomebody() { QCOMPARE(m_office->erase(CustomerKey()).error().code, ErrorCode::InvalidInput); }
};

QTEST_GUILESS_MAIN(TestErasing)
#include "tst_erasing.moc"
