#include "app/signinwindow.h"
#include "models/tables/leadtablemodel.h"
#include "tests/integration/desktop.h"
#include "tests/integration/people.h"
#include "tests/support/serverprocess.h"

#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace pl;
using nlohmann::json;
using pl::tables::LeadTableModel;
using pl::test::Desktop;
using pl::test::kAdmin;
using pl::test::kPassword;
using pl::test::kStaff;
using pl::test::ServerProcess;

namespace {

constexpr int kLeadSoonMs = 2000; ///< ms: what the product promises for a new lead

} // namespace

/// The main job with nothing stood in for: the server program, its database, windows, keys.
class TestEndToEnd : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ServerProcess> m_server;
    QByteArray m_key;
    QString m_annId;
    int m_lastPhone = 100;

    json rest(const QString &query)
    {
        return m_server->request("GET", QStringLiteral("/rest/v1/") + query, m_server->serviceHeaders()).json();
    }
    QString addPlumber(const char *first, const char *last, const json &services, const char *notifyBy)
    {
        const json row{{"first_name", first},
                       {"last_name", last},
                       {"email", std::string(first) + "@pipes.example"},
                       {"phone_number", "+15125550101"},
                       {"zip_code", "78701"},
                       {"services", services},
                       {"payment_ready", true},
                       {"notify_by", notifyBy}};
        ServerProcess::Headers headers = m_server->serviceHeaders();
        headers += {{"Content-Type", "application/json"}, {"Prefer", "return=representation"}};
        const auto reply = m_server->request("POST", QStringLiteral("/rest/v1/plumbers"), headers,
                                             QByteArray::fromStdString(row.dump()));
        return QString::fromStdString(reply.json()[0]["id"].get<std::string>());
    }
    /// Another customer each time: the same one again would be a duplicate, charged to nobody.
    std::string nextPhone() { return "(512) 555-0" + std::to_string(++m_lastPhone); }

    /// The new lead's id.
    QString post(const char *first, const char *last, const char *urgency = "day")
    {
        const json lead{{"first_name", first},
                        {"last_name", last},
                        {"email", std::string(first) + std::string(last) + "@home.example"},
                        {"phone_number", nextPhone()},
                        {"service_needed", "Leak Detection & Repair"},
                        {"urgency", urgency},
                        {"zip_code", "78701"}};
        const auto reply =
            m_server->request("POST", QStringLiteral("/api/v1/leads"),
                              {{"Content-Type", "application/json"}, {"Authorization", "Bearer " + m_key}},
                              QByteArray::fromStdString(lead.dump()));
        return reply.status == 201 ? QString::fromStdString(reply.json()["id"].get<std::string>()) : QString();
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<ServerProcess>();
        m_server->expectRefusal(QStringLiteral("^POST /auth/v1/token.grant_type=password 400$")); // a wrong password
        QVERIFY2(m_server->start(), m_server->errorOutput());
        for (const auto &[email, role] : {std::pair(kStaff, "staff"), std::pair(kAdmin, "admin")}) {
            const auto added = m_server->addUser(email, QLatin1String(role), kPassword);
            QVERIFY2(added.exitCode == 0, added.errorOutput);
        }
        m_key = m_server->addSource(QStringLiteral("website"));
        QVERIFY(!m_key.isEmpty());
        m_annId = addPlumber("Ann", "Lee", {"Leak Detection & Repair"}, "both");
        addPlumber("Bob", "Ohara", {"Drain Cleaning"}, "email");
        addPlumber("Nadia", "Petrova", {"Leak Detection & Repair"}, "sms");
    }
    void cleanupTestCase()
    {
        QCOMPARE(m_server->stop(), 0);
        m_server.reset();
    }

    void aPostedLeadIsAssignedWithTheKeyboard()
    {
        Desktop desktop;
        QVERIFY(desktop.signIn(m_server->url(), kStaff, kPassword));
        const QString id = post("Maria", "Gonzalez");
        QVERIFY(!id.isEmpty());
        const QString maria = QStringLiteral("Maria Gonzalez");
        QTRY_VERIFY_WITH_TIMEOUT(!desktop.cell(maria, LeadTableModel::StatusColumn).isEmpty(), kLeadSoonMs);
        QCOMPARE(desktop.cell(maria, LeadTableModel::StatusColumn), QStringLiteral("new"));

        desktop.press(Qt::Key_Home, Qt::ControlModifier);
        QVERIFY(desktop.select(maria));
        desktop.press(Qt::Key_A);
        QTRY_VERIFY(desktop.popoverIsOpen("assignPopup"));
        desktop.type(QStringLiteral("ann"));
        desktop.press(Qt::Key_Return);
        QTRY_COMPARE(desktop.office()->replica().lead(QUuid::fromString(id))->status, LeadStatus::Assigned);
        QTRY_VERIFY2(desktop.noticeText().contains(QStringLiteral("Ann Lee")), qPrintable(desktop.noticeText()));

        const json lead = rest(QStringLiteral("leads?select=status,version,assigned_plumber_id&id=eq.") + id)[0];
        QVERIFY(lead["status"] == "assigned");
        QVERIFY(lead["version"] == 2);
        QCOMPARE(QString::fromStdString(lead["assigned_plumber_id"].get<std::string>()), m_annId);

        const json history = rest(QStringLiteral("lead_events?select=kind,actor&order=id&lead_id=eq.") + id);
        QCOMPARE(history.dump().c_str(), json({{{"kind", "received"}, {"actor", "server"}},
                                               {{"kind", "assigned"}, {"actor", kStaff.toStdString()}}})
                                             .dump()
                                             .c_str());

        const json payments = rest(QStringLiteral("payments?select=status,amount_cents,currency&lead_id=eq.") + id);
        QVERIFY(payments == json({{{"status", "pending"}, {"amount_cents", 6000}, {"currency", "usd"}}}));

        const json messages =
            rest(QStringLiteral(
                     "notifications?select=channel,template,recipient,status&order=template,channel&lead_id=eq.") +
                 id);
        const json expected{
            {{"channel", "email"},
             {"template", "lead_assigned"},
             {"recipient", "Ann@pipes.example"},
             {"status", "pending"}},
            {{"channel", "sms"}, {"template", "lead_assigned"}, {"recipient", "+15125550101"}, {"status", "pending"}},
            {{"channel", "email"},
             {"template", "plumber_found"},
             {"recipient", "MariaGonzalez@home.example"},
             {"status", "pending"}}};
        QVERIFY2(messages == expected, messages.dump(1).c_str());
    }

    void twoWindowsAssignTheSameLead()
    {
        Desktop sam;
        Desktop ada;
        QVERIFY(sam.signIn(m_server->url(), kStaff, kPassword));
        QVERIFY(ada.signIn(m_server->url(), kAdmin, kPassword));
        const QUuid id = QUuid::fromString(post("Dwayne", "Okafor"));
        const QString dwayne = QStringLiteral("Dwayne Okafor");
        QTRY_VERIFY_WITH_TIMEOUT(!sam.cell(dwayne, 0).isEmpty() && !ada.cell(dwayne, 0).isEmpty(), kLeadSoonMs);
        QVERIFY(sam.select(dwayne));
        QVERIFY(ada.select(dwayne));

        // Both choose before either knows of the other: each popup keeps the version that its person saw.
        const auto choose = [](Desktop &desktop, const QString &plumber) {
            QVERIFY(desktop.activate());
            desktop.press(Qt::Key_A);
            QTRY_VERIFY(desktop.popoverIsOpen("assignPopup"));
            desktop.type(plumber);
        };
        choose(sam, QStringLiteral("ann"));
        choose(ada, QStringLiteral("nadia"));
        QVERIFY(sam.popoverIsOpen("assignPopup"));
        sam.press(Qt::Key_Return);
        ada.press(Qt::Key_Return);

        const auto name = [id](Desktop &desktop) {
            return desktop.office()->replica().plumberName(desktop.office()->replica().lead(id)->assignedPlumberId);
        };
        QTRY_VERIFY(!name(sam).isEmpty());
        QTRY_COMPARE(name(ada), name(sam));
        const bool samWon = name(sam) == QStringLiteral("Ann Lee");
        Desktop &loser = samWon ? ada : sam;
        const QString winner = samWon ? QStringLiteral("Sam") : QStringLiteral("Ada");
        QTRY_VERIFY2(loser.noticeText().contains(winner) && loser.noticeText().contains(name(sam)),
                     qPrintable(loser.noticeText()));
        const json row = rest(QStringLiteral("leads?select=version&id=eq.") + id.toString(QUuid::WithoutBraces))[0];
        QVERIFY(row["version"] == 2);
        const json payments =
            rest(QStringLiteral("payments?select=status&lead_id=eq.") + id.toString(QUuid::WithoutBraces));
        QCOMPARE(payments.size(), std::size_t(1));
    }

    void undoTakesAnAssignmentBack()
    {
        Desktop desktop;
        QVERIFY(desktop.signIn(m_server->url(), kStaff, kPassword));
        const QUuid id = QUuid::fromString(post("Priya", "Raman", "week"));
        QTRY_VERIFY_WITH_TIMEOUT(desktop.office()->replica().lead(id), kLeadSoonMs);
        QTRY_VERIFY(desktop.select(QStringLiteral("Priya Raman")));
        desktop.press(Qt::Key_Return);
        QTRY_VERIFY(desktop.popoverIsOpen("assignPopup"));
        desktop.press(Qt::Key_Return);
        QTRY_COMPARE(desktop.office()->replica().lead(id)->status, LeadStatus::Assigned);
        QTRY_VERIFY2(desktop.noticeText().contains(QStringLiteral("Priya Raman")), qPrintable(desktop.noticeText()));
        desktop.press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(desktop.office()->replica().lead(id)->status, LeadStatus::New);
        const json payments =
            rest(QStringLiteral("payments?select=status&lead_id=eq.") + id.toString(QUuid::WithoutBraces));
        QVERIFY2(payments == json({{{"status", "void"}}}), payments.dump().c_str());
    }

    void newLeadsLeaveSelectionScrollAndTypingAlone()
    {
        for (int i = 0; i < 40; ++i)
            QVERIFY(!post("Filler", qPrintable(QStringLiteral("Row%1").arg(i)), "month").isEmpty());
        Desktop desktop;
        QVERIFY(desktop.signIn(m_server->url(), kStaff, kPassword));
        QTRY_VERIFY(desktop.select(QStringLiteral("Filler Row20")));
        auto *search = desktop.find<QLineEdit>("searchField");
        QTRY_VERIFY(desktop.table()->verticalScrollBar()->maximum() > 0);
        desktop.table()->verticalScrollBar()->setValue(desktop.table()->verticalScrollBar()->maximum() / 2);
        const auto firstVisible = [&] {
            return desktop.table()->indexAt(QPoint(5, 5)).data(LeadTableModel::LeadIdRole).toUuid();
        };
        const QUuid top = firstVisible();
        const QUuid current = desktop.table()->currentIndex().data(LeadTableModel::LeadIdRole).toUuid();
        search->setFocus();
        const QString typed = QStringLiteral("o"); // fits every row, so that the new one shows
        QTest::keyClicks(search, typed);
        QTRY_COMPARE(firstVisible(), top);
        const QUuid id = QUuid::fromString(post("Yolanda", "Urgent"));
        QTRY_VERIFY_WITH_TIMEOUT(desktop.office()->replica().lead(id), kLeadSoonMs);
        QTRY_VERIFY(!desktop.cell(QStringLiteral("Yolanda Urgent"), 0).isEmpty());
        QCOMPARE(firstVisible(), top);
        QCOMPARE(desktop.table()->currentIndex().data(LeadTableModel::LeadIdRole).toUuid(), current);
        QCOMPARE(search->text(), typed);
        QCOMPARE(desktop.window()->focusWidget(), search);
    }

    void anOutageIsShownAndPasses()
    {
        ServerProcess server;
        QVERIFY(server.start());
        QCOMPARE(server.addUser(kStaff, QStringLiteral("staff"), kPassword).exitCode, 0);
        // With no rows at all the page itself says what is wrong; the bar is for a window that has rows to read.
        ServerProcess::Headers headers = server.serviceHeaders();
        headers += {{"Content-Type", "application/json"}};
        QCOMPARE(server
                     .request("POST", QStringLiteral("/rest/v1/leads"), headers,
                              R"({"first_name":"Di","last_name":"Week","email":"di@home.example","urgency":"week",
                                    "phone_number":"+15125550143","service_needed":"Drain Cleaning"})")
                     .status,
                 201);
        Desktop desktop;
        QVERIFY(desktop.signIn(server.url(), kStaff, kPassword));
        auto *bar = desktop.find<QWidget>("offlineBar");
        QVERIFY(!bar->isVisible());
        server.killStore();
        QTRY_VERIFY_WITH_TIMEOUT(bar->isVisible(), 10000);
        QVERIFY2(server.startStoreAgain(), server.errorOutput());
        QTRY_VERIFY_WITH_TIMEOUT(!bar->isVisible(), 15000);
        QCOMPARE(server.stop(), 0);
    }

    void aWrongPasswordIsExplained()
    {
        Desktop desktop;
        QSignalSpy failed(&desktop.controller(), &app::AppController::signInFailed);
        QVERIFY(!desktop.office());
        QWidget &page = desktop.controller().signInWindow();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.findChild<QLineEdit *>(QStringLiteral("signInServer"))->setText(m_server->url());
        page.findChild<QLineEdit *>(QStringLiteral("signInEmail"))->setText(kStaff);
        auto *password = page.findChild<QLineEdit *>(QStringLiteral("signInPassword"));
        QTest::keyClicks(password, QStringLiteral("wrong"));
        QTest::keyClick(password, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 15000);
        const QString sentence = failed.first().first().toString();
        QVERIFY2(sentence.contains(QStringLiteral("password"), Qt::CaseInsensitive), qPrintable(sentence));
        QVERIFY(!desktop.office());
    }
};

QTEST_MAIN(TestEndToEnd)
#include "tst_endtoend.moc"
