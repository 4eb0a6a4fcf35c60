#include "tests/support/playedserver.h"
#include "tests/ui/officefixture.h"
#include "ui/settings/peopleview.h"
#include "ui/style/theme.h"
#include "ui/widgets/problemlabel.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>
#include <QTest>

using namespace pl;
using namespace pl::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;

/// The page of people; the server's part is played by the test.
class TestPeopleView : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<test::PlayedServer> m_server;
    std::unique_ptr<replica::ServerDesk> m_desk;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<PeopleView> m_view;
    QList<OfficePerson> m_people;
    QStringList m_told;

    template <class W>
    W *find(const char *name)
    {
        return m_view->findChild<W *>(QLatin1StringView(name));
    }
    QTableView *table() { return find<QTableView>("peopleTable"); }
    QString cell(int row, int column) { return table()->model()->index(row, column).data().toString(); }
    QAction *action(const char *name) { return find<QAction>(name); }
    OfficePerson *person(const json &id)
    {
        for (OfficePerson &one : m_people)
            if (toJson(one.id) == id)
                return &one;
        return nullptr;
    }
    /// As the server does it.
    void play()
    {
        m_server->answers["people"] = [this](const json &) {
            json list = json::array();
            for (const OfficePerson &one : std::as_const(m_people))
                list.push_back(one.toJson());
            return Result<json>(list);
        };
        const auto change = [this](const char *kind, const std::function<void(OfficePerson &, const json &)> &how) {
            m_server->answers[kind] = [this, how](const json &data) {
                OfficePerson *one = person(data["id"]);
                how(*one, data);
                return Result<json>(one->toJson());
            };
        };
        change("role", [](OfficePerson &one, const json &data) {
            one.role = QString::fromStdString(data["role"].get<std::string>());
        });
        change("disable", [](OfficePerson &one, const json &) { one.isDisabled = true; });
        change("enable", [](OfficePerson &one, const json &) { one.isDisabled = false; });
        change("sign_out", [](OfficePerson &, const json &) {});
        m_server->answers["invite"] = [this](const json &data) {
            if (!data.contains("id"))
                m_people += {QUuid::createUuid(),
                             QString::fromStdString(data["email"].get<std::string>()),
                             QString::fromStdString(data["role"].get<std::string>()),
                             std::nullopt,
                             false,
                             true};
            const QString email = data.contains("id") ? person(data["id"])->email : m_people.last().email;
            return Result<json>(
                Invitation{email, u"https://leads.example/invite/abc"_s, false, u"The server has no e-mail service."_s}
                    .toJson());
        };
    }
    void open()
    {
        m_view = std::make_unique<PeopleView>(m_office->context);
        connect(m_view.get(), &PeopleView::noticeWanted, this, [this](const QString &told) { m_told += told; });
        connect(m_view.get(), &PeopleView::undoRequested, this, [this] { m_office->undo.undo(); });
        m_view->resize(1000, 620);
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }
    void openFilled()
    {
        open();
        QTRY_COMPARE(table()->model()->rowCount(), int(m_people.size()));
        QTRY_VERIFY(action("invitePersonAction")->isEnabled());
        m_view->focusFirst();
    }
    void select(int row)
    {
        table()->selectRow(row);
        table()->setFocus();
    }
    /// By its key, as people do.
    void press(Qt::Key key) { QTest::keyClick(table(), key); }

private Q_SLOTS:
    void init()
    {
        m_told.clear();
        m_office = std::make_unique<test::OfficeFixture>();
        m_office->context.userEmail = u"ada@office.test"_s;
        m_server = std::make_unique<test::PlayedServer>(m_office->transport);
        m_desk = std::make_unique<replica::ServerDesk>(m_office->client, replica::ServerDesk::Pace{5ms, 400ms, 10min});
        m_office->context.server = m_desk.get();
        m_theme = std::make_unique<Theme>(m_office->settings);
        m_people = {
            {QUuid::createUuid(), u"sam@office.test"_s, u"staff"_s, m_office->now.addSeconds(-60), false, false},
            {QUuid::createUuid(), u"ada@office.test"_s, u"admin"_s, m_office->now, false, false},
            {QUuid::createUuid(), u"bo@office.test"_s, u"staff"_s, std::nullopt, false, true}};
        play();
    }
    void cleanup()
    {
        m_view.reset();
        m_desk.reset();
        m_server.reset();
        m_office.reset();
    }

    /// The page of settings puts the keyboard here before the server has answered.
    void theKeyboardGoesToTheListWhenItIsThere()
    {
        open();
        QWidget *view = m_view.get();
        auto *part = dynamic_cast<SettingsPart *>(view);
        QVERIFY(part);
        part->focusFirst();
        QTRY_VERIFY(table()->isVisible());
        QTRY_VERIFY(table()->hasFocus());
    }

    /// Two actions with one key are both without.
    void noKeyIsTheWindowsOwn()
    {
        openFilled();
        const QList<QKeySequence> refresh = QKeySequence::keyBindings(QKeySequence::Refresh);
        const QList<QAction *> actions = m_view->menuActions();
        for (const QAction *one : actions)
            QVERIFY2(!refresh.contains(one->shortcut()), qPrintable(one->text()));
    }

    void showsWhoCanSignIn()
    {
        openFilled();
        QCOMPARE(cell(0, PeopleModel::PersonColumn), u"ada@office.test (you)"_s);
        QCOMPARE(cell(0, PeopleModel::RoleColumn), u"Admin"_s);
        QCOMPARE(cell(1, PeopleModel::StateColumn), u"Invited"_s);
        QCOMPARE(cell(1, PeopleModel::SeenColumn), u"Never"_s);
        QCOMPARE(cell(2, PeopleModel::RoleColumn), u"Staff"_s);
        QVERIFY(cell(2, PeopleModel::SeenColumn) != u"Never"_s);
    }

    void nothingShutsOneselfOut()
    {
        openFilled();
        select(0);
        QVERIFY(!action("changeRoleAction")->isEnabled() && !action("disablePersonAction")->isEnabled());
        QVERIFY(action("signOutPersonAction")->isEnabled());
        select(2);
        QVERIFY(action("changeRoleAction")->isEnabled() && action("disablePersonAction")->isEnabled());
    }

    void aRoleIsChangedAndTakenBackByKeys()
    {
        openFilled();
        select(2);
        press(Qt::Key_R);
        QVERIFY(find<QLabel>("peopleBusy")->text().startsWith(u"Changing sam@office.test"));
        QVERIFY(!action("changeRoleAction")->isEnabled()); // one at a time
        QTRY_COMPARE(cell(2, PeopleModel::RoleColumn), u"Admin"_s);
        QCOMPARE(m_told, QStringList{u"sam@office.test is now an admin"_s});
        QVERIFY(find<QLabel>("peopleBusy")->text().isEmpty());
        QVERIFY(m_office->undo.canUndo());
        m_view->undoRequested();
        QTRY_COMPARE(cell(2, PeopleModel::RoleColumn), u"Staff"_s);
    }

    void whoIsDisabledCanBeEnabledAgain()
    {
        openFilled();
        select(2);
        press(Qt::Key_D);
        QTRY_COMPARE(cell(2, PeopleModel::StateColumn), u"Disabled"_s);
        QVERIFY(!action("newLinkAction")->isEnabled() && !action("signOutPersonAction")->isEnabled());
        m_view->undoRequested();
        QTRY_COMPARE(cell(2, PeopleModel::StateColumn), u"Active"_s);
        press(Qt::Key_D);
        QTRY_COMPARE(cell(2, PeopleModel::StateColumn), u"Disabled"_s);
        press(Qt::Key_D);
        QTRY_COMPARE(cell(2, PeopleModel::StateColumn), u"Active"_s);
        QCOMPARE(m_server->asked("enable"), 2);
    }

    void signingSomebodyOutIsAskedFirst()
    {
        openFilled();
        select(2);
        press(Qt::Key_O);
        auto *popup = find<QWidget>("confirmPopup");
        QTRY_VERIFY(popup->isVisible());
        QTest::keyClick(m_view->focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!popup->isVisible());
        QCOMPARE(m_server->asked("sign_out"), 0);
        select(2);
        press(Qt::Key_O);
        QTRY_VERIFY(popup->isVisible());
        QTest::mouseClick(popup->findChild<QPushButton *>(u"confirmVerb"_s), Qt::LeftButton);
        QTRY_COMPARE(m_told.size(), 1);
        QVERIFY(m_told[0].startsWith(u"sam@office.test is being signed out everywhere"));
        QVERIFY(m_server->newest("sign_out")["id"] == toJson(m_people[0].id));
    }

    void somebodyIsInvitedByKeysAndTheLinkIsShown()
    {
        openFilled();
        press(Qt::Key_N);
        auto *form = find<QDialog>("inviteForm");
        QTRY_VERIFY(form->isVisible());
        auto *email = form->findChild<QLineEdit *>();
        QTest::keyClicks(email, u"nobody"_s);
        QTest::keyClick(email, Qt::Key_Return, Qt::ControlModifier);
        auto *problem = form->findChild<ProblemLabel *>(u"emailProblem"_s);
        QTRY_VERIFY(!problem->text().isEmpty());
        QCOMPARE(m_server->asked("invite"), 0);
        email->selectAll();
        QTest::keyClicks(email, u"cy@office.test"_s);
        form->findChild<QComboBox *>()->setCurrentIndex(1);
        QTest::keyClick(email, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!form->isVisible());
        QVERIFY(m_server->newest("invite") == (json{{"email", "cy@office.test"}, {"role", "admin"}}));
        auto *popup = find<QWidget>("invitationPopup");
        QTRY_VERIFY(popup->isVisible());
        QCOMPARE(find<QLineEdit>("invitationLink")->text(), u"https://leads.example/invite/abc"_s);
        QVERIFY(find<QLabel>("invitationSentence")->text().contains(u"The server has no e-mail service."));
        QTest::keyClick(find<QPushButton>("copyInvitation"), Qt::Key_Return);
        QTRY_VERIFY(!popup->isVisible());
        QCOMPARE(QGuiApplication::clipboard()->text(), u"https://leads.example/invite/abc"_s);
        QTRY_COMPARE(table()->model()->rowCount(), 4);
        QVERIFY(m_told.contains(u"cy@office.test was invited"_s));
    }

    void anInvitationThatIsRefusedStaysInItsForm()
    {
        openFilled();
        m_server->refuse("invite", u"There already is an account with this e-mail address."_s);
        press(Qt::Key_N);
        auto *form = find<QDialog>("inviteForm");
        QTRY_VERIFY(form->isVisible());
        auto *email = form->findChild<QLineEdit *>();
        QTest::keyClicks(email, u"sam@office.test"_s);
        QTest::keyClick(email, Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(m_server->asked("invite") == 1);
        QTRY_VERIFY(email->isEnabled());
        QVERIFY(form->isVisible());
        const auto problems = form->findChildren<ProblemLabel *>();
        QTRY_VERIFY(std::any_of(problems.begin(), problems.end(), [](const ProblemLabel *label) {
            return label->text().contains(u"There already is an account");
        }));
    }

    void aNewLinkIsMadeForSomebody()
    {
        openFilled();
        select(1);
        QVERIFY(action("newLinkAction")->text().contains(u"invitation"));
        press(Qt::Key_L);
        QTRY_VERIFY(find<QWidget>("invitationPopup")->isVisible());
        QVERIFY(m_server->newest("invite") == (json{{"id", toJson(m_people[2].id)}}));
    }

    void whatTheServerRefusesIsSaid()
    {
        openFilled();
        m_server->refuse("role", u"Only an admin can do this."_s);
        select(2);
        press(Qt::Key_R);
        QTRY_COMPARE(m_told, QStringList{u"sam@office.test keeps their role. Only an admin can do this."_s});
        QCOMPARE(cell(2, PeopleModel::RoleColumn), u"Staff"_s);
        QVERIFY(action("changeRoleAction")->isEnabled());
        QVERIFY(!m_office->undo.canUndo());
    }

    void aServerThatIsNotThereIsSaidAndAskedAgain()
    {
        m_server->setAway(true);
        open();
        auto *state = find<StatePage>("peopleState");
        QCOMPARE(state->headline(), u"Asking the server \u2026"_s);
        QTRY_COMPARE(state->headline(), u"The people could not be listed"_s);
        m_server->setAway(false);
        Q_EMIT state->actionTriggered();
        QTRY_COMPARE(table()->model()->rowCount(), 3);
        QVERIFY(table()->isVisible());
    }

    void anOutageIsSaid()
    {
        m_office->transport.setOffline(true);
        open();
        QTRY_COMPARE(find<StatePage>("peopleState")->headline(), u"The people could not be listed"_s);
    }
};

QTEST_MAIN(TestPeopleView)
#include "tst_peopleview.moc"
