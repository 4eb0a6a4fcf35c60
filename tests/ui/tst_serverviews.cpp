#include "tests/support/playedserver.h"
#include "tests/ui/officefixture.h"
#include "ui/settings/connectionsview.h"
#include "ui/settings/serverview.h"
#include "ui/style/theme.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/problemlabel.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QListWidget>
#include <QPushButton>
#include <QTest>

using namespace pl;
using namespace pl::ui;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using nlohmann::json;

/// The pages about the server and its services; the server's part is played by the test.
class TestServerViews : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<test::PlayedServer> m_server;
    std::unique_ptr<replica::ServerDesk> m_desk;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<StatusView> m_view;
    QStringList m_told;

    template <class W>
    W *find(const char *name)
    {
        return m_view->findChild<W *>(QLatin1StringView(name));
    }
    QString label(const char *name) { return find<PlainLabel>(name)->text(); }
    template <class View>
    void open()
    {
        m_view = std::make_unique<View>(m_office->context);
        connect(m_view.get(), &StatusView::noticeWanted, this, [this](const QString &told) { m_told += told; });
        m_view->resize(1000, 700);
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }
    /// Open, and the server has answered.
    template <class View>
    void openFilled()
    {
        open<View>();
        QTRY_VERIFY(m_desk->status() && !m_desk->isAsking());
    }
    QListWidget *setAside() { return find<QListWidget>("setAsideList"); }
    void setSomethingAside()
    {
        m_server->status.setAsideTotal = 2;
        m_server->status.setAside = {
            {u"lead"_s, u"0190b5a2-4c1e-7f00-8000-000000000001"_s, m_office->now, u"It is too long."_s},
            {u"stripe"_s, u"evt_1"_s, m_office->now, u"It makes no sense."_s}};
        for (const char *kind : {"retry", "discard"})
            m_server->answers[kind] = [this](const json &data) {
                auto &all = m_server->status.setAside;
                all.removeIf([&](const SetAsideEntry &entry) { return toJson(entry.id) == data["id"]; });
                m_server->status.setAsideTotal = all.size();
                m_server->status.at = Timestamp::now();
                m_server->putStatus(m_server->status);
                return Result<json>(json::object());
            };
    }

private Q_SLOTS:
    void init()
    {
        m_told.clear();
        m_office = std::make_unique<test::OfficeFixture>();
        m_office->now = Timestamp::now();
        m_server = std::make_unique<test::PlayedServer>(m_office->transport);
        m_desk = std::make_unique<replica::ServerDesk>(m_office->client, replica::ServerDesk::Pace{5ms, 400ms, 10min});
        m_office->context.server = m_desk.get();
        m_theme = std::make_unique<Theme>(m_office->settings);
    }
    void cleanup()
    {
        m_view.reset();
        m_desk.reset();
        m_server.reset();
        m_office.reset();
    }

    void tellsHowTheServerIs()
    {
        m_server->status.publicUrl = u"https://leads.example"_s;
        m_server->status.waiting = 3;
        openFilled<ServerView>();
        QTRY_VERIFY(label("serverFacts").contains(u"Version 1.2.3 on leads-1"));
        QVERIFY(label("serverFacts").contains(u"Reached at https://leads.example"));
        QVERIFY(label("serverFacts").contains(u"No backup has been noted"));
        QCOMPARE(label("serverFailing"), u"None. All is well."_s);
        QVERIFY(label("serverJournal").startsWith(u"Waiting to be delivered: 3."));
        QVERIFY(!setAside()->isVisible());
        QVERIFY(label("serverAway").isEmpty());
    }

    void tellsWhatFails()
    {
        m_server->status.failing = {{u"Charges and refunds"_s, m_office->now, u"Stripe is away."_s}};
        m_server->status.backupAt = m_office->now;
        openFilled<ServerView>();
        QTRY_VERIFY(label("serverFailing").startsWith(u"Charges and refunds, since "));
        QVERIFY(label("serverFailing").endsWith(u"Stripe is away."));
        QVERIFY(label("serverFacts").contains(u"Last backup "));
    }

    void whatWasSetAsideIsTriedAgainByKeys()
    {
        setSomethingAside();
        openFilled<ServerView>();
        QTRY_COMPARE(setAside()->count(), 2);
        QVERIFY(setAside()->item(0)->text().startsWith(u"Lead, "));
        setAside()->setFocus();
        QTest::keyClick(setAside(), Qt::Key_Down);
        QTest::keyClick(setAside(), Qt::Key_R);
        QTRY_COMPARE(m_told, QStringList{u"It will be tried again"_s});
        QVERIFY(m_server->newest("retry") == (json{{"server", "leads-1"}, {"kind", "stripe"}, {"id", "evt_1"}}));
        QTRY_COMPARE(setAside()->count(), 1);
    }

    void whatIsDiscardedIsAskedFirst()
    {
        setSomethingAside();
        openFilled<ServerView>();
        QTRY_COMPARE(setAside()->count(), 2);
        setAside()->setFocus();
        QTest::keyClick(setAside(), Qt::Key_Delete);
        auto *popup = find<QWidget>("confirmPopup");
        QTRY_VERIFY(popup->isVisible());
        QCOMPARE(m_server->asked("discard"), 0);
        QTest::mouseClick(popup->findChild<QPushButton *>(u"confirmVerb"_s), Qt::LeftButton);
        QTRY_COMPARE(m_told, QStringList{u"It was discarded"_s});
        QVERIFY(m_server->newest("discard")["kind"] == "lead");
        QTRY_COMPARE(setAside()->count(), 1);
    }

    void whatTheServerRefusesIsSaid()
    {
        setSomethingAside();
        m_server->refuse("retry", u"This entry is no longer set aside."_s);
        openFilled<ServerView>();
        QTRY_COMPARE(setAside()->count(), 2);
        setAside()->setFocus();
        QTest::keyClick(setAside(), Qt::Key_R);
        QTRY_COMPARE(label("serverProblem"), u"It was not tried again. This entry is no longer set aside."_s);
        QVERIFY(find<QAction>("retryEntryAction")->isEnabled());
    }

    void aServerThatStoppedIsSaid()
    {
        m_server->status.at = m_office->now.addSeconds(-900);
        m_server->putStatus(m_server->status);
        m_server->setAway(true);
        openFilled<ServerView>();
        QTRY_VERIFY(label("serverAway").startsWith(u"The server isn't running: it was last heard of at "));
        QVERIFY(label("serverFacts").contains(u"Version 1.2.3")); // how it was
        m_server->setAway(false);
        m_server->status.at = Timestamp::now();
        m_server->putStatus(m_server->status);
        m_desk->want();
        QTRY_VERIFY(label("serverAway").isEmpty());
    }

    void aServerThatNeverWasIsSaid()
    {
        m_server->setAway(true);
        open<ServerView>();
        auto *state = find<StatePage>("serverState");
        QCOMPARE(state->headline(), u"Asking the server \u2026"_s);
        QTRY_COMPARE(state->headline(), u"No server has answered yet"_s);
    }

    void anOutageIsSaid()
    {
        m_office->transport.setOffline(true);
        open<ServerView>();
        QTRY_COMPARE(find<StatePage>("serverState")->headline(), u"The server's status could not be read"_s);
        m_office->transport.setOffline(false);
        Q_EMIT find<StatePage>("serverState")->actionTriggered();
        QTRY_VERIFY(label("serverFacts").contains(u"Version 1.2.3"));
    }

    void servicesAreShownAsTheyAre()
    {
        m_server->status.stripe = {true, true, {}, m_office->now};
        m_server->status.email = {
            true,         false,         u"office@leads.example"_s,
            std::nullopt, m_office->now, u"SendGrid rejected the key in EMAIL_SERVICE_API_KEY."_s};
        openFilled<ConnectionsView>();
        QTRY_COMPARE(find<ChipLabel>("stripeChip")->text(), u"Works"_s);
        QVERIFY(label("stripeFacts").contains(u"Moves real money"));
        QVERIFY(find<QWidget>("stripeHowTo")->isHidden());
        QCOMPARE(find<ChipLabel>("emailChip")->text(), u"Failing"_s);
        QVERIFY(label("emailFacts").contains(u"Sends as office@leads.example"));
        QVERIFY(label("emailFacts").contains(u"EMAIL_SERVICE_API_KEY"));
        QCOMPARE(find<ChipLabel>("smsChip")->text(), u"Not set up"_s);
        QVERIFY(label("smsHowTo").contains(u"SMS_SERVICE_API_KEY"));
        QVERIFY(!find<QWidget>("smsHowTo")->isHidden() && find<QWidget>("smsFacts")->isHidden());
    }

    void theServicesAreCheckedByKey()
    {
        m_server->status.email.isConfigured = true;
        openFilled<ConnectionsView>();
        QTRY_COMPARE(find<ChipLabel>("emailChip")->text(), u"Not tried yet"_s);
        m_server->status.email.workedAt = Timestamp::now();
        auto *check = find<QPushButton>("checkServices");
        QTest::keyClick(check, Qt::Key_Space);
        QCOMPARE(check->text(), u"Checking \u2026"_s);
        QVERIFY(!check->isEnabled());
        QTRY_COMPARE(m_told, QStringList{u"The services were checked"_s});
        QTRY_COMPARE(find<ChipLabel>("emailChip")->text(), u"Works"_s);
        QVERIFY(check->isEnabled());
    }

    void aCheckWithoutAServerIsSaid()
    {
        openFilled<ConnectionsView>();
        QTRY_VERIFY(find<QPushButton>("checkServices")->isVisible());
        m_server->setAway(true);
        QTest::keyClick(find<QPushButton>("checkServices"), Qt::Key_Space);
        QTRY_VERIFY(
            label("connectionsProblem").startsWith(u"The services were not checked. The office's server hasn't"));
        QVERIFY(find<QPushButton>("checkServices")->isEnabled());
    }
};

QTEST_MAIN(TestServerViews)
#include "tst_serverviews.moc"
