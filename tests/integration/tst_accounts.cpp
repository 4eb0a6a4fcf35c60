#include "app/signinwindow.h"
#include "models/base/onresult.h"
#include "models/replica/paymentcommands.h"
#include "models/supabase/networktransport.h"
#include "tests/integration/desktop.h"
#include "tests/integration/people.h"
#include "tests/support/serverprocess.h"
#include "tests/support/waiting.h"
#include "ui/words/errortext.h"

#include <QAction>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTest>

using namespace pl;
using nlohmann::json;
using pl::test::Desktop;
using pl::test::kAdmin;
using pl::test::kPassword;
using pl::test::ServerProcess;

namespace {

const QString kPlumber = QStringLiteral("ann@pipes.example");
constexpr char kPaymentId[] = "40000000-0000-4000-8000-000000000001";

} // namespace

/// What people do with their accounts, with the real server and real windows.
class TestAccounts : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<ServerProcess> m_server;
    int m_people = 0;

    QString addUser(const QString &email, const char *role)
    {
        const auto added =
            m_server->run({QStringLiteral("user"), QStringLiteral("add"), email, QStringLiteral("--role"),
                           QLatin1String(role), QStringLiteral("--password-stdin")},
                          kPassword.toUtf8() + '\n');
        return added.exitCode == 0 ? email : QString();
    }
    /// Somebody new each time: these tests end sessions and change passwords.
    QString somebody() { return addUser(QStringLiteral("sam%1@office.example").arg(++m_people), "staff"); }
    int refreshStatus(const QByteArray &refreshToken)
    {
        ServerProcess::Headers headers = m_server->serviceHeaders();
        headers += {{"Content-Type", "application/json"}};
        const json body{{"refresh_token", refreshToken.toStdString()}};
        return m_server
            ->request("POST", QStringLiteral("/auth/v1/token?grant_type=refresh_token"), headers,
                      QByteArray::fromStdString(body.dump()))
            .status;
    }
    json rest(const QString &query)
    {
        return m_server->request("GET", QStringLiteral("/rest/v1/") + query, m_server->serviceHeaders()).json();
    }
    void insert(const char *table, const json &row)
    {
        ServerProcess::Headers headers = m_server->serviceHeaders();
        headers += {{"Content-Type", "application/json"}};
        const auto reply = m_server->request("POST", QStringLiteral("/rest/v1/") + QLatin1String(table), headers,
                                             QByteArray::fromStdString(row.dump()));
        QVERIFY2(reply.status == 201, reply.body);
    }
    static void type(QDialog *dialog, const char *field, const QString &text)
    {
        auto *edit = dialog->findChild<QLineEdit *>(QLatin1String(field));
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_server = std::make_unique<ServerProcess>();
        // Sign-ins that ended, wrong passwords and passwords that are too easy are what these tests are about.
        m_server->expectRefusal(QStringLiteral("^POST /auth/v1/token.* 400$|^PUT /auth/v1/user 4(00|22)$"));
        QVERIFY2(m_server->start(), m_server->errorOutput());
        QVERIFY(!addUser(kAdmin, "admin").isEmpty());
        QVERIFY(!addUser(kPlumber, "plumber").isEmpty());
    }
    void cleanupTestCase()
    {
        QCOMPARE(m_server->stop(), 0);
        m_server.reset();
    }

    void signOutEndsTheSessionAtTheServer()
    {
        Desktop desktop;
        QVERIFY(desktop.signIn(m_server->url(), somebody(), kPassword));
        const QByteArray token = desktop.office()->session().refreshToken();
        desktop.find<QAction>("actionSignOut")->trigger();
        QVERIFY(!desktop.office());
        QTRY_COMPARE(refreshStatus(token), 400);
    }

    void signOutEverywhereReachesTheOtherComputer()
    {
        const QString sam = somebody();
        Desktop here;
        Desktop there;
        QVERIFY(here.signIn(m_server->url(), sam, kPassword));
        QVERIFY(there.signIn(m_server->url(), sam, kPassword));
        auto *window = there.window();
        there.find<QAction>("actionNewLead")->trigger();
        auto *form = there.find<QDialog>("leadForm");
        type(form, "first_name", QStringLiteral("Nia"));

        here.find<QAction>("actionSignOutEverywhere")->trigger();
        QTest::keyClick(here.find<QMessageBox>("signOutEverywhere"), Qt::Key_Return);
        QTRY_VERIFY(!here.office());
        // As it does before the token runs out.
        QVERIFY(!test::wait(there.office()->session().renew()).ok());
        QTRY_VERIFY(there.find<QDialog>("signInAgain"));
        type(there.find<QDialog>("signInAgain"), "password", kPassword);
        QTest::keyClick(there.find<QDialog>("signInAgain")->focusWidget(), Qt::Key_Return);
        QTRY_VERIFY(!there.find<QDialog>("signInAgain"));
        QCOMPARE(there.window(), window);
        QCOMPARE(form->findChild<QLineEdit *>(QStringLiteral("first_name"))->text(), QStringLiteral("Nia"));
        QTRY_COMPARE(there.office()->replica().connection(), replica::Connection::Live);
        QVERIFY(test::wait(there.office()->session().renew()).ok());
    }

    void passwordIsChanged()
    {
        const QString sam = somebody();
        const QString fresh = QStringLiteral("battery staple");
        {
            Desktop desktop;
            QVERIFY(desktop.signIn(m_server->url(), sam, kPassword));
            desktop.find<QAction>("actionChangePassword")->trigger();
            auto *dialog = desktop.find<QDialog>("changePassword");
            type(dialog, "current_password", QStringLiteral("not the one I have"));
            type(dialog, "new_password", fresh);
            type(dialog, "repeated_password", fresh);
            QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
            const auto *mistaken = dialog->findChild<QLabel *>(QStringLiteral("current_passwordProblem"));
            QTRY_VERIFY(mistaken->text().contains(QStringLiteral("is incorrect")));
            const auto change = [dialog](const QString &password) {
                type(dialog, "current_password", kPassword);
                type(dialog, "new_password", password);
                type(dialog, "repeated_password", password);
                QTest::keyClick(dialog->focusWidget(), Qt::Key_Return);
            };
            change(kPassword);
            const auto *problem = dialog->findChild<QLabel *>(QStringLiteral("new_passwordProblem"));
            // Passwords are slow to check on purpose, and slower on a busy machine.
            QTRY_VERIFY_WITH_TIMEOUT(problem->text().contains(QStringLiteral("the same as the current one")), 30'000);
            change(fresh);
            QTRY_COMPARE_WITH_TIMEOUT(desktop.noticeText(), QStringLiteral("Your password was changed"), 30'000);
            // This computer stays signed in.
            QVERIFY(test::wait(desktop.office()->session().renew()).ok());
        }
        Desktop desktop;
        QVERIFY(desktop.signIn(m_server->url(), sam, fresh));
    }

    void plumbersLearnWhoThisIsFor()
    {
        Desktop desktop;
        QSignalSpy failed(&desktop.controller(), &app::AppController::signInFailed);
        QVERIFY(!desktop.signIn(m_server->url(), kPlumber, kPassword, 3000));
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, 30'000);
        QVERIFY(failed.first().first().toString().contains(QStringLiteral("this program is for the office")));
    }

    /// The window hides what staff may not do. One that was made to believe that it is an admin's asks all the same:
    /// the database refuses, in words, and nothing is changed.
    void aForgedAdminWindowIsRefusedByTheDatabase()
    {
        Desktop desktop;
        QVERIFY(desktop.signIn(m_server->url(), somebody(), kPassword));
        supabase::NetworkTransport transport(QUrl(m_server->storeUrl()));
        supabase::RestClient client(transport, desktop.office()->session());
        m_server->expectRefusal(QStringLiteral("^(PATCH|POST|DELETE) /rest/v1/(payments|services|settings)"));
        insert("plumbers", {{"id", "10000000-0000-4000-8000-000000000001"},
                            {"first_name", "Ann"},
                            {"last_name", "Lee"},
                            {"email", "ann@pipes.example"},
                            {"phone_number", "+15125550101"},
                            {"zip_code", "78701"},
                            {"services", {"Drain Cleaning"}}});
        insert("leads", {{"id", "20000000-0000-4000-8000-000000000001"},
                         {"first_name", "Maria"},
                         {"last_name", "Gonzalez"},
                         {"email", "maria@home.example"},
                         {"phone_number", "+15125550143"},
                         {"service_needed", "Drain Cleaning"},
                         {"urgency", "day"}});
        insert("payments", {{"id", kPaymentId},
                            {"lead_id", "20000000-0000-4000-8000-000000000001"},
                            {"plumber_id", "10000000-0000-4000-8000-000000000001"},
                            {"amount_cents", 2500},
                            {"status", "succeeded"}});
        const json paymentsBefore = rest(QStringLiteral("payments?select=*"));
        const json servicesBefore = rest(QStringLiteral("services?select=*"));
        QCOMPARE(paymentsBefore.size(), std::size_t(1));

        // What an admin's window would have at hand.
        const Result<Payment> payment = Payment::fromJson(paymentsBefore[0]);
        QVERIFY2(payment.ok(), payment ? "" : qPrintable(payment.error().message));
        replica::PaymentReplica replica(client);
        replica::PaymentCommands commands(client, replica);
        const auto refund = test::wait(commands.requestRefund(*payment, 2500, QStringLiteral("wrong number")));
        QVERIFY(!refund.ok());
        QCOMPARE(refund.error().code, ErrorCode::Forbidden);
        QCOMPARE(ui::errorText(refund.error()),
                 QStringLiteral("Your account isn't allowed to do this. An admin of your office can change that."));
        const auto price = test::wait(client.update(
            supabase::Query("services").select("name").filter("name", "eq", QStringLiteral("Drain Cleaning")),
            {{"price_cents", 1}}));
        QVERIFY(!price.ok() || price->empty());
        QVERIFY(rest(QStringLiteral("payments?select=*")) == paymentsBefore);
        QVERIFY(rest(QStringLiteral("services?select=*")) == servicesBefore);
    }
};

QTEST_MAIN(TestAccounts)
#include "tst_accounts.moc"
