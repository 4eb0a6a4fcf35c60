#include "models/tables/leadtablemodel.h"
#include "models/tables/messagetablemodel.h"
#include "server/notify/quiethours.h"
#include "tests/integration/desktop.h"
#include "tests/integration/messageproviders.h"
#include "tests/integration/people.h"
#include "ui/leads/candidatecard.h"
#include "ui/widgets/deadlinebanner.h"
#include "ui/widgets/elidedlabel.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::tables::LeadTableModel;
using pl::tables::MessageTableModel;
using pl::test::Desktop;
using pl::test::kAdmin;
using pl::test::kPassword;
using pl::test::kStaff;
using pl::test::MessageProviders;
using pl::test::ServerProcess;

namespace {

constexpr int kAnswerSoonMs = 3000; ///< ms: what the product promises for an answer

/// One where it is day now, so that text messages go out: between them these places have daylight around the clock, but
/// for an hour.
QString zipInDaylight()
{
    for (const auto &zip : {u"78701"_s, u"10001"_s, u"00901"_s, u"96813"_s, u"96910"_s, u"96799"_s}) {
        const Timestamp now = Timestamp::now();
        if (notify::textAllowedFrom(now, zip) == now)
            return zip;
    }
    return u"78701"_s;
}

} // namespace

/// From a lead to the plumber's answer with nothing stood in for but the providers: a source posts, the office chooses
/// in its window by keys, the plumber answers by the link in the message, and the window tells.
class TestAnswersDesktop : public QObject
{
    Q_OBJECT

    const QString m_zip = zipInDaylight();
    MessageProviders m_providers;
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<Desktop> m_desktop;
    QByteArray m_key;

    int addPlumber(const char *first, const char *last, const char *service)
    {
        return m_server->write("POST", u"plumbers"_s,
                               {{"first_name", first},
                                {"last_name", last},
                                {"email", std::string(first) + "@pipes.example"},
                                {"phone_number", "+15125550101"},
                                {"zip_code", m_zip.toStdString()},
                                {"services", {service}},
                                {"payment_ready", true},
                                {"notify_by", "both"}});
    }
    /// The new lead's id.
    QString post(const char *first, const char *last, const char *phone)
    {
        const json lead{{"first_name", first},
                        {"last_name", last},
                        {"phone_number", phone},
                        {"email", std::string(first) + "@home.example"},
                        {"urgency", "day"},
                        {"service_needed", "Leak Detection & Repair"},
                        {"zip_code", m_zip.toStdString()}};
        const auto reply = m_server->request(
            "POST", u"/api/v1/leads"_s, {{"Content-Type", "application/json"}, {"Authorization", "Bearer " + m_key}},
            QByteArray::fromStdString(lead.dump()));
        return reply.status == 201 ? QString::fromStdString(reply.json()["id"].get<std::string>()) : QString();
    }
    QStringList candidates()
    {
        QStringList names;
        for (const ui::CandidateCard *card : m_desktop->window()->findChildren<ui::CandidateCard *>())
            if (card->isVisible())
                names += card->name();
        return names;
    }
    QString banner() { return m_desktop->find<ui::DeadlineBanner>("deadlineBanner")->sentence(); }
    QString history()
    {
        QStringList lines;
        for (const QLabel *label : m_desktop->window()->findChildren<QLabel *>(u"historyLine"_s))
            lines += label->text();
        return lines.join(u'|');
    }
    QString spoken(const QString &customer, int column)
    {
        const QAbstractItemModel *model = m_desktop->table()->model();
        const auto found = model->match(model->index(0, LeadTableModel::CustomerColumn), Qt::DisplayRole, customer);
        return found.isEmpty() ? QString()
                               : found.first().siblingAtColumn(column).data(Qt::AccessibleTextRole).toString();
    }
    /// The path of the link in the newest message about a lead to that address; empty before it has come.
    QString mailedLink(const QString &lead)
    {
        const json sent = m_server->rows(
            u"notifications?status=eq.sent&channel=eq.email&template=eq.lead_assigned&lead_id=eq."_s + lead);
        return sent.empty() ? QString() : m_providers.newestLink("Ann@pipes.example");
    }
    /// The office's part: the lead comes, its candidates are there, A and Enter choose the first.
    void assignByKeys(const QString &customer)
    {
        QTRY_VERIFY(m_desktop->select(customer));
        QTRY_COMPARE(candidates().value(0), u"Ann Lee"_s);
        QVERIFY(!candidates().contains(u"Bob Ohara"_s)); // does other work
        m_desktop->press(Qt::Key_A);
        QTRY_VERIFY(m_desktop->popoverIsOpen("assignPopup"));
        m_desktop->press(Qt::Key_Return);
        QTRY_VERIFY(m_desktop->noticeText().startsWith(customer + u" assigned to Ann Lee"_s));
        QVERIFY(m_desktop->select(customer));
        QTRY_VERIFY2(banner().startsWith(u"Waiting for Ann Lee"), qPrintable(banner()));
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<ServerProcess>();
        m_providers.serve(*m_server);
        QVERIFY2(m_server->start(), m_server->errorOutput());
        QCOMPARE(m_server->write("PATCH", u"settings?key=eq.grace_seconds"_s, {{"value", 0}}), 204);
        for (const auto &[email, role] : {std::pair(kStaff, u"staff"_s), std::pair(kAdmin, u"admin"_s)}) {
            const auto added = m_server->addUser(email, role, kPassword);
            QVERIFY2(added.exitCode == 0, added.errorOutput);
        }
        m_key = m_server->addSource(u"website"_s);
        QCOMPARE(addPlumber("Ann", "Lee", "Leak Detection & Repair"), 201);
        QCOMPARE(addPlumber("Bob", "Ohara", "Drain Cleaning"), 201);
        m_desktop = std::make_unique<Desktop>();
        QVERIFY(m_desktop->signIn(m_server->url(), kStaff, kPassword));
        QVERIFY(m_desktop->activate());
    }
    void cleanupTestCase()
    {
        QCOMPARE(m_providers.email.complaint(), std::nullopt);
        QCOMPARE(m_providers.sms.complaint(), std::nullopt);
        m_desktop.reset();
        QCOMPARE(m_server->stop(), 0);
        m_server.reset();
    }

    void aPlumberAcceptsAndTheWindowShowsIt()
    {
        const QString maria = u"Maria Gonzalez"_s;
        const QString lead = post("Maria", "Gonzalez", "(512) 555-0143");
        assignByKeys(maria);
        QTRY_VERIFY(!mailedLink(lead).isEmpty());
        const QString link = mailedLink(lead);
        const QString textMessage = u"notifications?channel=eq.sms&lead_id=eq."_s + lead;
        const Timestamp now = Timestamp::now();
        if (notify::textAllowedFrom(now, m_zip) == now) {
            QTRY_COMPARE(m_providers.sms.taken().size(), 1u);
            QCOMPARE(test::linkIn(m_providers.sms.taken()[0].text), link);
            QCOMPARE(m_providers.sms.taken()[0].to, "+15125550101");
        } else {
            QTRY_VERIFY(m_server->rows(textMessage + u"&status=eq.pending&version=gt.1"_s).size() == 1u);
        }

        // A scanner of mails looks at every link, and answers nothing.
        const auto looked = m_server->request("GET", link);
        QCOMPARE(looked.status, 200);
        QVERIFY(looked.body.contains("Accept this lead"));
        QVERIFY(m_server->rows(u"leads?id=eq."_s + lead)[0]["accepted_at"].is_null());

        QCOMPARE(m_server->request("POST", link + u"/accept"_s, {}, "").status, 200);
        QTRY_VERIFY2_WITH_TIMEOUT(banner().startsWith(u"Ann Lee accepted"), qPrintable(banner()), kAnswerSoonMs);
        QCOMPARE(spoken(maria, LeadTableModel::PlumberColumn), u"Ann Lee, accepted"_s);
        QTRY_VERIFY2(history().contains(u"Ann Lee accepted"), qPrintable(history()));
        QCOMPARE(m_server->request("POST", link + u"/accept"_s, {}, "").status, 410);
    }

    void aPlumberDeclinesAndTheLeadIsBack()
    {
        const QString dwayne = u"Dwayne Okafor"_s;
        const QString lead = post("Dwayne", "Okafor", "(512) 555-0144");
        assignByKeys(dwayne);
        const QString payments = u"payments?select=status&lead_id=eq."_s + lead;
        QCOMPARE(m_server->rows(payments).dump().c_str(), R"([{"status":"pending"}])");
        QTRY_VERIFY(!mailedLink(lead).isEmpty());
        const QString link = mailedLink(lead);
        const ServerProcess::Headers form{{"Content-Type", "application/x-www-form-urlencoded"}};
        QCOMPARE(m_server->request("POST", link + u"/decline"_s, form, "reason=too_far").status, 200);

        QTRY_VERIFY2_WITH_TIMEOUT(banner().startsWith(u"Declined"), qPrintable(banner()), kAnswerSoonMs);
        QCOMPARE(m_desktop->cell(dwayne, LeadTableModel::StatusColumn), u"new"_s);
        QTRY_VERIFY2(history().contains(u"Ann Lee declined: too far away"), qPrintable(history()));
        QCOMPARE(m_server->rows(payments).dump().c_str(), R"([{"status":"void"}])");
        QVERIFY(candidates().contains(u"Ann Lee"_s));
    }

    /// What went out stands in the messages' room, and Enter leads back to the lead.
    void theOfficeSeesWhatWasSent()
    {
        m_desktop->press(Qt::Key_0, Qt::ControlModifier);
        auto *table = m_desktop->find<QTableView>("messagesTable");
        QTRY_VERIFY(table->isVisible());
        auto *search = m_desktop->find<QLineEdit>("messagesSearch");
        search->setFocus();
        m_desktop->type(u"ann okafor"_s);
        QTRY_VERIFY(table->model()->rowCount() >= 2); // e-mail and text message
        const auto states = [table] {
            QStringList words;
            for (int row = 0; row < table->model()->rowCount(); ++row)
                words += table->model()->index(row, MessageTableModel::StateColumn).data().toString();
            return words.join(u' ');
        };
        QTRY_VERIFY2_WITH_TIMEOUT(states().contains(u"sent"), qPrintable(states()), 10'000);
        m_desktop->press(Qt::Key_Return);
        QCOMPARE(m_desktop->window()->focusWidget(), table);
        m_desktop->press(Qt::Key_Return);
        QTRY_VERIFY(m_desktop->table()->isVisible());
        QCOMPARE(m_desktop->table()->currentIndex().siblingAtColumn(LeadTableModel::CustomerColumn).data().toString(),
                 u"Dwayne Okafor"_s);
    }

    /// Nothing fails where no service is set: the window says so.
    void withoutServicesTheWindowSaysSo()
    {
        ServerProcess server;
        QVERIFY2(server.start(), server.errorOutput());
        QCOMPARE(server.addUser(kAdmin, u"admin"_s, kPassword).exitCode, 0);
        const char *const ann = "10000000-0000-4000-8000-000000000001";
        QCOMPARE(server.write("POST", u"plumbers"_s,
                              {{"id", ann},
                               {"first_name", "Ann"},
                               {"last_name", "Lee"},
                               {"email", "ann@pipes.example"},
                               {"zip_code", "78701"},
                               {"phone_number", "+15125550101"},
                               {"services", json::array()}}),
                 201);
        QCOMPARE(server.write("POST", u"leads"_s,
                              {{"first_name", "Di"},
                               {"last_name", "Week"},
                               {"email", "di@home.example"},
                               {"urgency", "week"},
                               {"phone_number", "+15125550143"},
                               {"service_needed", "Drain Cleaning"},
                               {"assigned_plumber_id", ann}}),
                 201);
        Desktop desktop;
        QVERIFY(desktop.signIn(server.url(), kAdmin, kPassword));
        QVERIFY(desktop.activate());
        desktop.press(Qt::Key_0, Qt::ControlModifier);
        const auto reason = [model = desktop.find<QTableView>("messagesTable")->model()] {
            return model->index(0, MessageTableModel::ReasonColumn).data(Qt::AccessibleTextRole).toString();
        };
        QTRY_COMPARE_WITH_TIMEOUT(reason(), u"Not sent: no e-mail service set"_s, 10'000);
        desktop.press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        auto *send = desktop.find<QWidget>("sendTemplateTest");
        QTRY_VERIFY(send->isVisible());
        QTest::keyClick(send, Qt::Key_Space);
        const auto *problem = desktop.find<QLabel>("testProblem");
        QTRY_VERIFY_WITH_TIMEOUT(problem->text().contains(u"no e-mail service"), 10'000);
    }

    void anAdminGetsATestOfAMessage()
    {
        Desktop admin;
        QVERIFY(admin.signIn(m_server->url(), kAdmin, kPassword));
        QVERIFY(admin.activate());
        admin.press(Qt::Key_T, Qt::ControlModifier | Qt::ShiftModifier);
        auto *list = admin.find<QListWidget>("templateList");
        QTRY_COMPARE(list->count(), 5);
        QCOMPARE(admin.window()->focusWidget(), list);
        admin.press(Qt::Key_Down);
        admin.press(Qt::Key_Down);
        const auto seen = admin.find<QPlainTextEdit>("previewText")->toPlainText();
        QVERIFY2(seen.contains(u"Ann Lee will call you about: Drain Cleaning"), qPrintable(seen));
        QTest::keyClick(admin.find<QWidget>("sendTemplateTest"), Qt::Key_Space);
        QTRY_COMPARE_WITH_TIMEOUT(admin.noticeText(), u"A test is on its way to ada@office.example"_s, 10'000);
        const auto mail = m_providers.newestMail("ada@office.example");
        QVERIFY(mail);
        QCOMPARE(mail->subject, "We found your plumber");
        QCOMPARE(QString::fromStdString(mail->text).trimmed(), seen.trimmed());
    }
};

QTEST_MAIN(TestAnswersDesktop)
#include "tst_answersdesktop.moc"
