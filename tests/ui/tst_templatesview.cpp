#include "models/replica/samplebook.h"
#include "tests/ui/officefixture.h"
#include "ui/settings/templatesview.h"
#include "ui/style/theme.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/problemlabel.h"
#include "ui/widgets/statepage.h"

#include <QComboBox>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

using namespace pl;
using namespace pl::ui;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// The page on which admins edit messages; the server's part is played by the test.
class TestTemplatesView : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<replica::SampleBook> m_samples;
    std::unique_ptr<replica::TemplateBook> m_book;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TemplatesView> m_view;
    QStringList m_told;

    template <class W>
    W *find(const char *name)
    {
        return m_view->findChild<W *>(QLatin1StringView(name));
    }
    QListWidget *list() { return find<QListWidget>("templateList"); }
    QPlainTextEdit *body() { return find<QPlainTextEdit>("templateBody"); }
    QString problem() { return find<ProblemLabel>("templateProblem")->text(); }
    QString previewed() { return find<QPlainTextEdit>("previewText")->toPlainText(); }
    QString storedBody()
    {
        const auto row = m_book->words().templates.row({u"lead_assigned"_s, u"email"_s});
        return row.body.value_or(u"original"_s);
    }
    void putSetting(QLatin1StringView key, const json &value)
    {
        m_office->transport.put("settings", {{"key", key.data()},
                                             {"value", value},
                                             {"version", 1},
                                             {"updated_at", Timestamp::now().toString().toStdString()}});
    }
    void open()
    {
        m_view = std::make_unique<TemplatesView>(m_office->context);
        connect(m_view.get(), &TemplatesView::noticeWanted, this, [this](const QString &told) { m_told += told; });
        m_view->resize(1400, 900);
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }
    void openFilled()
    {
        open();
        QTRY_VERIFY(list()->isVisible());
        m_view->focusFirst();
    }
    void type(const QString &text)
    {
        body()->setFocus();
        body()->selectAll();
        QTest::keyClicks(body(), text);
    }

private Q_SLOTS:
    void init()
    {
        m_told.clear();
        m_office = std::make_unique<test::OfficeFixture>();
        m_office->transport.fillOffice(3);
        MessageSamples samples;
        samples.hasEmail = samples.hasSms = true;
        samples.emailFrom = u"leads@kit.example"_s;
        samples.previews = {{u"lead_assigned"_s, u"email"_s, u"x"_s, u"x"_s, u"x"_s}};
        putSetting(MessageSamples::kKey, samples.toJson());
        putSetting(MessageTest::kKey, MessageTest().toJson());
        putSetting(OfficeIdentity::kName, "Kit");
        m_office->context.userEmail = u"ada@office.test"_s;
        m_samples = std::make_unique<replica::SampleBook>(
            m_office->client, nullptr,
            replica::TestPace{std::chrono::milliseconds(10), std::chrono::milliseconds(400)});
        m_book = std::make_unique<replica::TemplateBook>(m_office->client);
        m_office->context.samples = m_samples.get();
        m_office->context.templates = m_book.get();
        m_theme = std::make_unique<Theme>(m_office->settings);
        m_office->start();
        QTRY_VERIFY(m_office->isLive());
    }
    void cleanup()
    {
        m_view.reset();
        m_office->undo.clear();
        m_book.reset();
        m_samples.reset();
        m_office.reset();
    }

    void eachTemplateIsShownWithItsPreview()
    {
        openFilled();
        QCOMPARE(list()->count(), 5);
        QCOMPARE(list()->item(0)->text(), u"New lead, by e-mail"_s);
        QVERIFY(body()->toPlainText().startsWith(u"Hello {{plumber}},"));
        QVERIFY(previewed().startsWith(u"Hello Ann Lee,"));
        QVERIFY(previewed().endsWith(u"-- \nKit\n"));
        QVERIFY(find<QTextBrowser>("previewPage")->toPlainText().contains(u"A new lead for you"));
        QTRY_COMPARE(find<PlainLabel>("previewSender")->text(), u"From Kit <leads@kit.example>"_s);
        QTest::keyClick(list(), Qt::Key_Down);
        QVERIFY(body()->toPlainText().contains(u"New lead: "));
        QVERIFY(!find<QLineEdit>("templateSubject")->isVisible());
        QTest::mouseClick(find<QWidget>("language_es"), Qt::LeftButton);
        QVERIFY(body()->toPlainText().contains(u"Trabajo nuevo: "));
    }

    void aRealLeadCanBePreviewed()
    {
        openFilled();
        auto *leads = find<QComboBox>("previewLead");
        QCOMPARE(leads->count(), 4);
        leads->setCurrentIndex(1);
        const Lead *lead = m_office->replica.lead(leads->currentData().toUuid());
        QVERIFY(lead);
        QVERIFY2(previewed().contains(lead->fullName()), qPrintable(previewed()));
    }

    void whatIsTypedIsPreviewedSavedAndUndone()
    {
        openFilled();
        type(u"Go, {{plumber}}: {{link}}"_s);
        QVERIFY(previewed().startsWith(u"Go, Ann Lee: "));
        QCOMPARE(list()->item(0)->text(), u"New lead, by e-mail – not saved"_s);
        QVERIFY(m_view->hasUnsavedChanges());
        QTest::keyClick(body(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(m_told, QStringList{u"Template saved"_s});
        QCOMPARE(storedBody(), u"Go, {{plumber}}: {{link}}"_s);
        QCOMPARE(list()->item(0)->text(), u"New lead, by e-mail – edited"_s);
        QVERIFY(!m_view->hasUnsavedChanges());
        m_office->undo.undo();
        QTRY_COMPARE(storedBody(), u"original"_s);
        QTRY_VERIFY(body()->toPlainText().startsWith(u"Hello {{plumber}},"));
    }

    void theOriginalComesBack()
    {
        openFilled();
        QVERIFY(!find<QPushButton>("originalTemplate")->isEnabled());
        type(u"{{link}}"_s);
        QTest::mouseClick(find<QPushButton>("saveTemplate"), Qt::LeftButton);
        QTRY_COMPARE(storedBody(), u"{{link}}"_s);
        QTRY_VERIFY(find<QPushButton>("originalTemplate")->isEnabled());
        QTest::mouseClick(find<QPushButton>("originalTemplate"), Qt::LeftButton);
        QTRY_COMPARE(storedBody(), u"original"_s);
        QTRY_VERIFY(body()->toPlainText().startsWith(u"Hello {{plumber}},"));
        m_office->undo.undo();
        QTRY_COMPARE(storedBody(), u"{{link}}"_s);
    }

    void aTextThatCantBeSentSaysWhy()
    {
        openFilled();
        type(u"Hello {{prize}}"_s);
        QCOMPARE(problem(),
                 u"The message has “{{prize}}”, which this message doesn't know. The message needs the link: "
                 "{{link}}, outside of any condition."_s);
        QVERIFY(!find<QPushButton>("saveTemplate")->isEnabled());
        QTest::mouseClick(find<QPushButton>("discardTemplate"), Qt::LeftButton);
        QCOMPARE(problem(), QString());
        QVERIFY(body()->toPlainText().startsWith(u"Hello {{plumber}},"));
    }

    void placeholdersAreInserted()
    {
        openFilled();
        type(u"x"_s);
        const QList<QAction *> offers = find<QToolButton>("insertPlaceholder")->menu()->actions();
        const auto link = std::find_if(offers.begin(), offers.end(),
                                       [](const QAction *offer) { return offer->text() == u"The link"; });
        QVERIFY(link != offers.end());
        (*link)->trigger();
        QCOMPARE(body()->toPlainText(), u"x{{link}}"_s);
    }

    void whatIsTypedStaysWhileAnotherIsLookedAt()
    {
        openFilled();
        type(u"mine {{link}}"_s);
        list()->setCurrentRow(1);
        QVERIFY(!body()->toPlainText().contains(u"mine"));
        list()->setCurrentRow(0);
        QCOMPARE(body()->toPlainText(), u"mine {{link}}"_s);
        bool saved = false;
        m_view->saveChanges([&saved] { saved = true; });
        QTRY_VERIFY(saved);
        QCOMPARE(storedBody(), u"mine {{link}}"_s);
    }

    /// The second one would lose to the first, and blame somebody else.
    void savingTwiceWritesOnce()
    {
        openFilled();
        type(u"mine {{link}}"_s);
        QTest::keyClick(body(), Qt::Key_Return, Qt::ControlModifier);
        QVERIFY(!find<QPushButton>("saveTemplate")->isEnabled());
        QVERIFY(!find<QToolButton>("insertPlaceholder")->isEnabled());
        QTest::keyClick(body(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(m_told, QStringList{u"Template saved"_s});
        QTRY_COMPARE(storedBody(), u"mine {{link}}"_s);
        QCOMPARE(problem(), QString());
        QVERIFY(find<QToolButton>("insertPlaceholder")->isEnabled());
        QVERIFY(!body()->isReadOnly());
    }

    void leavingShowsTheTemplateThatCantBeSaved()
    {
        openFilled();
        type(u"no link"_s);
        list()->setCurrentRow(1);
        bool saved = false;
        m_view->saveChanges([&saved] { saved = true; });
        QTRY_COMPARE(list()->currentRow(), 0);
        QVERIFY(problem().contains(u"needs the link"));
        QVERIFY(!saved);
        QVERIFY(m_view->hasUnsavedChanges());
    }

    void whoeverWasSlowerKeepsTheText()
    {
        openFilled();
        type(u"mine {{link}}"_s);
        replica::TemplateBook theirs(m_office->client);
        theirs.load();
        QTRY_VERIFY(theirs.isLoaded());
        theirs.write(theirs.words().templates.row({u"lead_assigned"_s, u"email"_s}),
                     wording::TemplateText{u"T"_s, u"theirs {{link}}"_s});
        QTRY_COMPARE(m_office->transport.count("message_templates"), 1u);
        m_office->transport.answerNext("POST", "/rest/v1/message_templates", [](const supabase::HttpRequest &) {
            return supabase::HttpResponse{201, {}, "[]"}; // as the real store: theirs stays
        });
        QTest::mouseClick(find<QPushButton>("saveTemplate"), Qt::LeftButton);
        QTRY_VERIFY(problem().contains(u"Somebody else just changed it"));
        QTRY_COMPARE(storedBody(), u"theirs {{link}}"_s);
        QVERIFY(problem().contains(u"Somebody else just changed it"));
        QCOMPARE(body()->toPlainText(), u"mine {{link}}"_s);
        QTRY_VERIFY(find<QPushButton>("saveTemplate")->isEnabled());
        QTest::mouseClick(find<QPushButton>("saveTemplate"), Qt::LeftButton);
        QTRY_COMPARE(storedBody(), u"mine {{link}}"_s);
    }

    void aTestSendsWhatIsTyped()
    {
        openFilled();
        QTRY_VERIFY(m_samples->isLoaded());
        type(u"draft {{link}}"_s);
        QTest::mouseClick(find<QPushButton>("sendTemplateTest"), Qt::LeftButton);
        const auto wish = [this] {
            return MessageTest::fromJson(m_office->transport.row("settings", MessageTest::kKey.data())["value"])
                .valueOr(MessageTest());
        };
        QTRY_COMPARE(wish().state, MessageTestState::Asked);
        QCOMPARE(wish().recipient, u"ada@office.test"_s);
        QCOMPARE(wish().body.value_or(QString()), u"draft {{link}}"_s);
        QTRY_VERIFY(find<QPushButton>("sendTemplateTest")->isEnabled());
        QVERIFY(find<ProblemLabel>("testProblem")->text().contains(u"Is it running?"));
    }

    void anOutageHasAWayOut()
    {
        m_office->transport.setOffline(true);
        open();
        auto *state = find<StatePage>("templatesState");
        QTRY_COMPARE(state->headline(), u"The templates could not be loaded"_s);
        m_office->transport.setOffline(false);
        Q_EMIT state->actionTriggered();
        QTRY_VERIFY(list()->isVisible());
    }
};

QTEST_MAIN(TestTemplatesView)
#include "tst_templatesview.moc"
