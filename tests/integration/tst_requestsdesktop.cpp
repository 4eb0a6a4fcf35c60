#include "models/supabase/networktransport.h"
#include "tests/integration/desktop.h"
#include "tests/integration/messageproviders.h"
#include "tests/integration/people.h"
#include "tests/support/waiting.h"
#include "ui/settings/connectionsview.h"
#include "ui/settings/peopleview.h"
#include "ui/settings/serverview.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/plainlabel.h"

#include <QAction>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::Desktop;
using pl::test::kAdmin;
using pl::test::kPassword;
using pl::test::kStaff;
using pl::test::MessageProviders;
using pl::test::ServerProcess;
using ui::PeopleModel;

namespace {

const QString kBo = u"bo@office.example"_s;
const QString kChosen = u"seven green umbrellas"_s;

/// The settings' pages of an admin who is signed in, over a network of their own.
struct AdminPages
{
    AdminPages(const QString &store, supabase::Session &session, const QString &folder)
        : transport(QUrl(store))
        , client(transport, session)
        , replica(client)
        , commands(client, replica)
        , settings(folder + u"/pages.ini"_s, QSettings::IniFormat)
        , desk(client)
        , context{replica, commands, undo, settings, session.user().email, true, u"test"_s}
    {
        client.setPurpose("desktop");
        context.server = &desk;
    }

    supabase::NetworkTransport transport;
    supabase::RestClient client;
    replica::OfficeReplica replica;
    replica::OfficeCommands commands;
    replica::UndoHistory undo;
    QSettings settings;
    replica::ServerDesk desk;
    ui::OfficeContext context;
};

bool show(QWidget &page)
{
    page.resize(1000, 700);
    page.show();
    page.activateWindow();
    return QTest::qWaitForWindowActive(&page);
}

} // namespace

/// What an admin does from the window that took a shell before: people, services, the server. Real windows, the real
/// server, and a store that is embedded or remote.
class TestRequestsDesktop : public QObject
{
    Q_OBJECT

    std::unique_ptr<MessageProviders> m_providers;
    std::unique_ptr<ServerProcess> m_server;
    std::unique_ptr<Desktop> m_desktop;
    std::unique_ptr<AdminPages> m_pages;
    QTemporaryDir m_folder;

    /// The status of a sign-in, and what came.
    test::ServerReply signIn(const QString &email, const QString &password)
    {
        ServerProcess::Headers headers = m_server->serviceHeaders();
        headers += {{"Content-Type", "application/json"}};
        const json body{{"email", email.toStdString()}, {"password", password.toStdString()}};
        return m_server->request("POST", u"/auth/v1/token?grant_type=password"_s, headers,
                                 QByteArray::fromStdString(body.dump()));
    }
    int renewal(const std::string &refreshToken)
    {
        ServerProcess::Headers headers = m_server->serviceHeaders();
        headers += {{"Content-Type", "application/json"}};
        return m_server
            ->request("POST", u"/auth/v1/token?grant_type=refresh_token"_s, headers,
                      QByteArray::fromStdString(json{{"refresh_token", refreshToken}}.dump()))
            .status;
    }
    test::ServerReply page(const QByteArray &method, const QString &path, const QByteArray &form = {})
    {
        return m_server->request(method, path, {{"Content-Type", "application/x-www-form-urlencoded"}}, form);
    }
    static QTableView *tableOf(ui::PeopleView &view) { return view.findChild<QTableView *>(u"peopleTable"_s); }
    static int rowOf(ui::PeopleView &view, const QString &email)
    {
        const QAbstractItemModel *model = tableOf(view)->model();
        for (int row = 0; row < model->rowCount(); ++row)
            if (model->index(row, 0).data().toString().startsWith(email))
                return row;
        return -1;
    }
    static QString cell(ui::PeopleView &view, const QString &email, int column)
    {
        const int row = rowOf(view, email);
        return row < 0 ? QString() : tableOf(view)->model()->index(row, column).data().toString();
    }
    /// Makes the person's row the current one and presses the key, once the page is free.
    static bool press(ui::PeopleView &view, const QString &email, const char *action, Qt::Key key)
    {
        tableOf(view)->selectRow(rowOf(view, email));
        tableOf(view)->setFocus();
        const auto *wanted = view.findChild<QAction *>(QLatin1StringView(action));
        if (!QTest::qWaitFor([wanted] { return wanted->isEnabled(); }, 20'000))
            return false;
        QTest::keyClick(tableOf(view), key);
        return true;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_providers = std::make_unique<MessageProviders>();
        m_server = std::make_unique<ServerProcess>();
        m_providers->serve(*m_server);
        QVERIFY2(m_server->start(), m_server->errorOutput());
        QCOMPARE(m_server->addUser(kAdmin, u"admin"_s, kPassword).exitCode, 0);
        QCOMPARE(m_server->addUser(kStaff, u"staff"_s, kPassword).exitCode, 0);
        m_desktop = std::make_unique<Desktop>();
        QVERIFY(m_desktop->signIn(m_server->url(), kAdmin, kPassword));
        m_pages = std::make_unique<AdminPages>(m_server->storeUrl(), m_desktop->office()->session(), m_folder.path());
    }
    void cleanupTestCase()
    {
        m_pages.reset();
        m_desktop.reset();
        QCOMPARE(m_server->stop(), 0);
        m_server.reset();
    }

    void somebodyIsInvitedAndSignsIn()
    {
        ui::PeopleView view(m_pages->context);
        QVERIFY(show(view));
        QTRY_COMPARE_WITH_TIMEOUT(tableOf(view)->model()->rowCount(), 2, 20000);
        QVERIFY(press(view, kStaff, "invitePersonAction", Qt::Key_N));
        auto *form = view.findChild<QDialog *>(u"inviteForm"_s);
        QTRY_VERIFY(form->isVisible());
        auto *email = form->findChild<QLineEdit *>();
        QTest::keyClicks(email, kBo);
        QTest::keyClick(email, Qt::Key_Return, Qt::ControlModifier);
        auto *popup = view.findChild<QWidget *>(u"invitationPopup"_s);
        QTRY_VERIFY_WITH_TIMEOUT(popup->isVisible(), 20000);
        const QString link = view.findChild<QLineEdit *>(u"invitationLink"_s)->text();
        QTest::keyClick(view.focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!popup->isVisible());
        const auto mail = m_providers->newestMail(kBo.toStdString());
        QVERIFY(mail && mail->text.find(link.toStdString()) != std::string::npos);
        QTRY_COMPARE_WITH_TIMEOUT(cell(view, kBo, PeopleModel::StateColumn), u"Invited"_s, 20000);

        const QString path = QUrl(link).path();
        QCOMPARE(page("GET", path).status, 200);
        QCOMPARE(page("POST", path, "password=short&again=short").status, 422);
        const QByteArray form2 = "password=seven+green+umbrellas&again=seven+green+umbrellas";
        QCOMPARE(page("POST", path, form2).status, 200);
        QCOMPARE(page("POST", path, form2).status, 410);
        Desktop theirs;
        QVERIFY(theirs.signIn(m_server->url(), kBo, kChosen));
        QVERIFY(!theirs.office()->session().isAdmin());
        view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&view));
        QVERIFY(press(view, kBo, "reloadPeopleAction", Qt::Key_A));
        QTRY_COMPARE_WITH_TIMEOUT(cell(view, kBo, PeopleModel::StateColumn), u"Active"_s, 20000);
        QVERIFY(cell(view, kBo, PeopleModel::SeenColumn) != u"Never"_s);
    }

    void aRoleIsChangedAndTakenBack()
    {
        ui::PeopleView view(m_pages->context);
        connect(&view, &ui::PeopleView::undoRequested, this, [this] { m_pages->undo.undo(); });
        QVERIFY(show(view));
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(view, kStaff) >= 0, 20000);
        QVERIFY(press(view, kStaff, "changeRoleAction", Qt::Key_R));
        QTRY_COMPARE_WITH_TIMEOUT(cell(view, kStaff, PeopleModel::RoleColumn), u"Admin"_s, 20000);
        QVERIFY(signIn(kStaff, kPassword).json()["user"]["app_metadata"]["role"] == "admin");
        view.undoRequested();
        QTRY_COMPARE_WITH_TIMEOUT(cell(view, kStaff, PeopleModel::RoleColumn), u"Staff"_s, 20000);
        QVERIFY(signIn(kStaff, kPassword).json()["user"]["app_metadata"]["role"] == "staff");
    }

    void somebodyIsSignedOutDisabledAndEnabled()
    {
        ui::PeopleView view(m_pages->context);
        QStringList told;
        connect(&view, &ui::PeopleView::noticeWanted, this, [&told](const QString &sentence) { told += sentence; });
        QVERIFY(show(view));
        QTRY_VERIFY_WITH_TIMEOUT(rowOf(view, kStaff) >= 0, 20000);
        const std::string session = signIn(kStaff, kPassword).json()["refresh_token"];
        QVERIFY(press(view, kStaff, "signOutPersonAction", Qt::Key_O));
        auto *popup = view.findChild<QWidget *>(u"confirmPopup"_s);
        QTRY_VERIFY(popup->isVisible());
        QTest::mouseClick(popup->findChild<QPushButton *>(u"confirmVerb"_s), Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(told.size(), 1, 20000);
        QVERIFY(told[0].contains(u"signed out everywhere"));
        QCOMPARE(renewal(session), 400);
        QVERIFY(press(view, kStaff, "disablePersonAction", Qt::Key_D));
        QTRY_COMPARE_WITH_TIMEOUT(cell(view, kStaff, PeopleModel::StateColumn), u"Disabled"_s, 20000);
        QCOMPARE(signIn(kStaff, kPassword).status, 400);
        QVERIFY(press(view, kStaff, "disablePersonAction", Qt::Key_D));
        QTRY_COMPARE_WITH_TIMEOUT(cell(view, kStaff, PeopleModel::StateColumn), u"Active"_s, 20000);
        QCOMPARE(signIn(kStaff, kPassword).status, 200);
    }

    void theServicesAreChecked()
    {
        ui::ConnectionsView view(m_pages->context);
        QVERIFY(show(view));
        auto *check = view.findChild<QPushButton *>(u"checkServices"_s);
        QTRY_VERIFY_WITH_TIMEOUT(check->isVisible(), 20000);
        m_providers->sms.isActive = false;
        QTest::keyClick(check, Qt::Key_Space);
        const auto chip = [&view](const char *name) {
            return view.findChild<ui::ChipLabel *>(QLatin1StringView(name))->text();
        };
        QTRY_COMPARE_WITH_TIMEOUT(chip("smsChip"), u"Failing"_s, 20000);
        QCOMPARE(chip("emailChip"), u"Works"_s);
        QCOMPARE(chip("stripeChip"), u"Not set up"_s);
        QCOMPARE(m_providers->email.complaint(), std::nullopt);
        QCOMPARE(m_providers->sms.complaint(), std::nullopt);
    }

    void theServerTellsHowItIs()
    {
        ui::ServerView view(m_pages->context);
        QVERIFY(show(view));
        const auto *facts = view.findChild<ui::PlainLabel *>(u"serverFacts"_s);
        QTRY_VERIFY_WITH_TIMEOUT(facts->text().contains(QStringLiteral("Version " PL_VERSION)), 20000);
        QVERIFY(view.findChild<ui::PlainLabel *>(u"serverAway"_s)->text().isEmpty());
        QCOMPARE(view.findChild<ui::PlainLabel *>(u"serverFailing"_s)->text(), u"None. All is well."_s);
    }

    void whatTheServerRefusesComesBackAsASentence()
    {
        const QUuid own = m_desktop->office()->session().user().id;
        const auto answer = test::wait(m_pages->desk.ask(ServerRequestKind::Disable, {{"id", toJson(own)}}));
        QVERIFY(!answer.ok());
        QCOMPARE(answer.error().message, u"You can't disable your own account. Ask another admin."_s);
    }

    /// Staff can neither ask nor read what was asked.
    void staffCantAsk()
    {
        ServerProcess::Headers headers = m_server->userHeaders(kStaff, kPassword);
        headers += {{"Content-Type", "application/json"}};
        QCOMPARE(m_server->request("POST", u"/rest/v1/server_requests"_s, headers, R"({"kind":"people"})").status, 403);
        QCOMPARE(m_server->request("GET", u"/rest/v1/server_requests?select=id"_s, headers).json().size(),
                 std::size_t(0));
        QVERIFY(m_server->rows(u"server_requests?select=id"_s).size() > 0);
    }
};

QTEST_MAIN(TestRequestsDesktop)
#include "tst_requestsdesktop.moc"
