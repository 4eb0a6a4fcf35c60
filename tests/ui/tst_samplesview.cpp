#include "models/replica/samplebook.h"
#include "tests/ui/officefixture.h"
#include "ui/settings/samplesview.h"
#include "ui/style/theme.h"
#include "ui/widgets/problemlabel.h"
#include "ui/widgets/statepage.h"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QTextBrowser>

using namespace pl;
using namespace pl::ui;
using nlohmann::json;

/// The page about messages' looks; the server's part is played by the test.
class TestSamplesView : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<replica::SampleBook> m_samples;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<SamplesView> m_view;
    QStringList m_told;

    template <class W>
    W *find(const char *name)
    {
        return m_view->findChild<W *>(QLatin1StringView(name));
    }
    QString problem() { return find<ProblemLabel>("sampleProblem")->text(); }
    void putSetting(QLatin1StringView key, const json &value)
    {
        m_office->transport.put("settings", {{"key", key.data()},
                                             {"value", value},
                                             {"version", 1},
                                             {"updated_at", Timestamp::now().toString().toStdString()}});
    }
    MessageTest test()
    {
        return MessageTest::fromJson(m_office->transport.row("settings", MessageTest::kKey.data())["value"])
            .valueOr(MessageTest());
    }
    /// As the server's desk does.
    void serverTells(MessageTestState state, const QString &reason = {})
    {
        MessageTest now = test();
        now.state = state;
        now.recipient.clear();
        now.reason = reason;
        json row = m_office->transport.row("settings", MessageTest::kKey.data());
        row["value"] = now.toJson();
        m_office->transport.put("settings", row);
    }
    void fill(bool hasEmail = true)
    {
        MessageSamples samples;
        samples.hasEmail = hasEmail;
        samples.hasSms = true;
        samples.previews = {
            {QStringLiteral("lead_assigned"), QStringLiteral("email"), QStringLiteral("New lead: Drains"),
             QStringLiteral("Hello Ann Lee,\nplease"), QStringLiteral("<h1>A new lead for you</h1>")},
            {QStringLiteral("lead_assigned"), QStringLiteral("sms"), {}, QStringLiteral("New lead"), {}}};
        putSetting(MessageSamples::kKey, samples.toJson());
        putSetting(MessageTest::kKey, MessageTest().toJson());
    }
    void open()
    {
        m_view = std::make_unique<SamplesView>(m_office->context);
        connect(m_view.get(), &SamplesView::noticeWanted, this, [this](const QString &told) { m_told += told; });
        m_view->resize(790, 620);
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }
    void openFilled()
    {
        fill();
        open();
        QTRY_COMPARE(find<QListWidget>("sampleList")->count(), 2);
        m_view->focusList();
    }

private Q_SLOTS:
    void init()
    {
        m_told.clear();
        m_office = std::make_unique<test::OfficeFixture>();
        m_office->context.userEmail = QStringLiteral("ada@office.test");
        m_samples = std::make_unique<replica::SampleBook>(
            m_office->client, nullptr,
            replica::TestPace{std::chrono::milliseconds(10), std::chrono::milliseconds(400)});
        m_office->context.samples = m_samples.get();
        m_theme = std::make_unique<Theme>(m_office->settings);
    }
    void cleanup()
    {
        m_view.reset();
        m_samples.reset();
        m_office.reset();
    }

    void showsEachAsTheServerSendsIt()
    {
        openFilled();
        QCOMPARE(find<QListWidget>("sampleList")->item(0)->text(), QStringLiteral("New lead, by e-mail"));
        QCOMPARE(find<QLabel>("sampleSubject")->text(), QStringLiteral("Subject: New lead: Drains"));
        QCOMPARE(find<QPlainTextEdit>("sampleText")->toPlainText(), QStringLiteral("Hello Ann Lee,\nplease"));
        QTest::mouseClick(find<QWidget>("samplePageTab"), Qt::LeftButton);
        QVERIFY(find<QTextBrowser>("samplePage")->isVisible());
        QCOMPARE(find<QTextBrowser>("samplePage")->toPlainText(), QStringLiteral("A new lead for you"));
        find<QListWidget>("sampleList")->setFocus();
        QTest::keyClick(m_view->focusWidget(), Qt::Key_Down);
        QCOMPARE(find<QPlainTextEdit>("sampleText")->toPlainText(), QStringLiteral("New lead"));
        QVERIFY(find<QPlainTextEdit>("sampleText")->isVisible());
        QVERIFY(!find<QWidget>("samplePageTab")->isVisible());
        QCOMPARE(find<QLabel>("sampleSubject")->text(), QStringLiteral("8 characters, sent as 1 text message"));
    }

    void aTestGoesToTheSignedInAdmin()
    {
        openFilled();
        QVERIFY(!find<QLineEdit>("sampleNumber")->isVisible());
        QTest::keyClick(find<QPushButton>("sendTest"), Qt::Key_Space);
        QTRY_COMPARE(test().state, MessageTestState::Asked);
        QCOMPARE(test().recipient, QStringLiteral("ada@office.test"));
        QCOMPARE(test().templateName, QStringLiteral("lead_assigned"));
        QVERIFY(!find<QPushButton>("sendTest")->isEnabled());
        serverTells(MessageTestState::Sent);
        QTRY_COMPARE(m_told, QStringList{QStringLiteral("A test is on its way to ada@office.test")});
        QVERIFY(find<QPushButton>("sendTest")->isEnabled());
        QCOMPARE(problem(), QString());
    }

    void aTextMessageGoesToTheNumberTyped()
    {
        openFilled();
        find<QListWidget>("sampleList")->setCurrentRow(1);
        auto *number = find<QLineEdit>("sampleNumber");
        QTest::keyClicks(number, QStringLiteral("12"));
        QTest::keyClick(number, Qt::Key_Return);
        QCOMPARE(problem(), QStringLiteral("This isn't a phone number."));
        QCOMPARE(test().state, MessageTestState::None);
        number->selectAll();
        QTest::keyClicks(number, QStringLiteral("512 555 0177"));
        QTest::keyClick(number, Qt::Key_Return);
        QTRY_COMPARE(test().recipient, QStringLiteral("+15125550177"));
        QCOMPARE(test().channel, QStringLiteral("sms"));
        serverTells(MessageTestState::Sent);
        QTRY_COMPARE(m_told, QStringList{QStringLiteral("A test is on its way to (512) 555-0177")});
    }

    void aTestThatWasNotSentSaysWhy()
    {
        fill(false);
        open();
        QTRY_COMPARE(problem(), QStringLiteral("The server has no e-mail service. A test would not be sent."));
        QTest::keyClick(find<QPushButton>("sendTest"), Qt::Key_Space);
        QTRY_COMPARE(test().state, MessageTestState::Asked);
        serverTells(MessageTestState::NotSent, QStringLiteral("not sent: no e-mail service set"));
        QTRY_COMPARE(problem(), QStringLiteral("Not sent: no e-mail service set"));
        QVERIFY(m_told.isEmpty());
    }

    void aServerThatDoesNotAnswerIsReported()
    {
        openFilled();
        QTest::keyClick(find<QPushButton>("sendTest"), Qt::Key_Space);
        QTRY_COMPARE(problem(), QStringLiteral("The server hasn't picked it up. Is it running?"));
        QVERIFY(find<QPushButton>("sendTest")->isEnabled());
    }

    void somebodyElsesTestIsNotDisturbed()
    {
        fill();
        MessageTest other;
        other.state = MessageTestState::Sending;
        other.ask = QUuid::createUuid();
        putSetting(MessageTest::kKey, other.toJson());
        open();
        QTRY_VERIFY(find<QPushButton>("sendTest")->isVisible());
        QTest::keyClick(find<QPushButton>("sendTest"), Qt::Key_Space);
        QTRY_VERIFY(problem().startsWith(QStringLiteral("Somebody else is sending a test")));
        QCOMPARE(test().ask, other.ask);
    }

    void missingTemplatesAreReported()
    {
        open();
        auto *state = find<StatePage>("samplesState");
        QTRY_COMPARE(state->headline(), QStringLiteral("No server has published its templates yet"));
        fill();
        state->actionTriggered();
        QTRY_COMPARE(find<QListWidget>("sampleList")->count(), 2);
    }

    void anOutageIsReported()
    {
        m_office->transport.setOffline(true);
        open();
        QTRY_COMPARE(find<StatePage>("samplesState")->headline(), QStringLiteral("The templates could not be loaded"));
    }
};

QTEST_MAIN(TestSamplesView)
#include "tst_samplesview.moc"
