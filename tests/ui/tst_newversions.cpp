#include "tests/support/newsstand.h"
#include "tests/ui/billingfixture.h"
#include "ui/help/reportdialog.h"
#include "ui/office/updatecontext.h"
#include "ui/shell/mainwindow.h"
#include "ui/style/theme.h"

#include <QAction>
#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace pl;
using namespace pl::ui;

/// What the window says of a newer version, and what a person can do about it by keys.
class TestNewVersions : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::BillingFixture> m_money;
    std::unique_ptr<test::NewsStand> m_makers;
    std::unique_ptr<updates::UpdateWatch> m_watch;
    std::unique_ptr<UpdateContext> m_updates;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
    QList<QUrl> m_opened;

    void open(const updates::Channel &channel)
    {
        test::OfficeFixture &office = m_money->office;
        m_watch = std::make_unique<updates::UpdateWatch>(channel, *m_makers, office.settings, QVersionNumber(1, 0, 0),
                                                         office.clock());
        m_updates =
            std::make_unique<UpdateContext>(UpdateContext{*m_watch, [this](const QUrl &page) { m_opened += page; }});
        office.context.updates = m_updates.get();
        m_theme = std::make_unique<Theme>(office.settings);
        m_window = std::make_unique<MainWindow>(office.context, *m_theme);
        m_window->resize(1400, 900);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QVERIFY(m_money->load());
    }
    void hear(const nlohmann::json &manifest)
    {
        m_makers->offer(manifest);
        m_watch->ask();
        QTRY_VERIFY(!m_watch->isAsking());
        QCOMPARE(m_watch->problem(), QString());
    }
    void openSettings()
    {
        m_window->showSettings(QStringLiteral("computer"));
        QTRY_VERIFY(find<QWidget>("computerView")->isVisible());
    }
    template <class W>
    W *find(const char *name) const
    {
        return m_window->findChild<W *>(QLatin1StringView(name));
    }
    void press(const char *button)
    {
        find<QPushButton>(button)->setFocus(Qt::TabFocusReason);
        QTest::keyClick(find<QPushButton>(button), Qt::Key_Space);
    }
    bool isBarShown() const { return find<QWidget>("updateBar")->isVisible(); }
    ReportDialog *dialog() const { return find<ReportDialog>("reportDialog"); }
    QString state() const { return find<QLabel>("updatesState")->text(); }

private Q_SLOTS:
    void init()
    {
        m_money = std::make_unique<test::BillingFixture>();
        m_makers = std::make_unique<test::NewsStand>();
        m_opened.clear();
    }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
        m_updates.reset();
        m_watch.reset();
        m_makers.reset();
        m_money.reset();
    }

    void theBarComesAndTakesNoFocus()
    {
        open(m_makers->channel());
        QVERIFY(!isBarShown());
        const QWidget *focus = m_window->focusWidget();
        hear(test::NewsStand::manifest("1.2.0"));
        QTRY_VERIFY(isBarShown());
        QCOMPARE(find<QLabel>("updateSentence")->text(), QStringLiteral("Version 1.2.0 is available."));
        QCOMPARE(m_window->focusWidget(), focus);
        QVERIFY(m_opened.isEmpty());
    }

    void whatIsNewIsReadAndItsPageOpened()
    {
        open(m_makers->channel());
        nlohmann::json manifest = test::NewsStand::manifest("1.2.0");
        manifest["notes"] = "<b>Leads</b> come in <img src='file:///x'> faster.";
        hear(manifest);
        press("updateDetails");
        QTRY_VERIFY(dialog() && dialog()->isVisible());
        const QString text = dialog()->findChild<QPlainTextEdit *>(QStringLiteral("reportText"))->toPlainText();
        QVERIFY(text.startsWith(QStringLiteral("<b>Leads</b> come in <img")));
        const auto newer = m_watch->newer(); // which the loop would not keep
        for (const updates::Package &package : newer->packages) {
            const bool isOurs = package.system == updates::thisSystem();
            QCOMPARE(text.contains(package.name + QStringLiteral("\nSHA-256 ") + package.sha256), isOurs);
        }
        QVERIFY(m_opened.isEmpty());
        press("updatePage");
        QCOMPARE(m_opened, QList<QUrl>{QUrl(QStringLiteral("https://makers.example/download"))});
        QTest::keyClick(dialog(), Qt::Key_Escape);
        QTRY_VERIFY(!dialog());
        QCOMPARE(m_makers->requests().size(), 1);
    }

    void laterPutsItAwayUntilTheNextVersion()
    {
        open(m_makers->channel());
        hear(test::NewsStand::manifest("1.2.0"));
        QTRY_VERIFY(isBarShown());
        press("updateLater");
        QVERIFY(!isBarShown());
        hear(test::NewsStand::manifest("1.2.0"));
        QVERIFY(!isBarShown());
        hear(test::NewsStand::manifest("1.3.0"));
        QTRY_VERIFY(isBarShown());
    }

    void aBarAboutAProblemComesFirst()
    {
        open(m_makers->channel());
        hear(test::NewsStand::manifest("1.2.0"));
        m_money->office.transport.setOffline(true);
        QTRY_VERIFY(find<QWidget>("offlineBar")->isVisible());
        QVERIFY(!isBarShown());
        m_money->office.transport.setOffline(false);
        m_money->office.replica.syncNow();
        QTRY_VERIFY(isBarShown());
    }

    void theSettingsTellAndAskByKeys()
    {
        open(m_makers->channel());
        openSettings();
        QCOMPARE(state(), QStringLiteral("Not checked yet."));
        QVERIFY(find<QCheckBox>("updatesOn")->isChecked());
        press("updatesAsk");
        QTRY_VERIFY(state().contains(QStringLiteral("without success: The makers are away.")));
        QVERIFY(!find<QWidget>("updatesDetails")->isVisible());
        m_makers->offer(test::NewsStand::manifest("1.0.0"));
        press("updatesAsk");
        QTRY_VERIFY(state().startsWith(QStringLiteral("This is the newest version, ")));
        m_makers->offer(test::NewsStand::manifest("1.2.0"));
        press("updatesAsk");
        QTRY_VERIFY(state().startsWith(QStringLiteral("Version 1.2.0 is available")));
        press("updatesDetails");
        QTRY_VERIFY(dialog());
    }

    void whoSwitchesItOffSeesNoBar()
    {
        open(m_makers->channel());
        hear(test::NewsStand::manifest("1.2.0"));
        QTRY_VERIFY(isBarShown());
        openSettings();
        find<QCheckBox>("updatesOn")->setFocus();
        QTest::keyClick(find<QCheckBox>("updatesOn"), Qt::Key_Space);
        QVERIFY(!isBarShown());
        QVERIFY(!m_watch->isOn());
        QVERIFY(state().contains(QStringLiteral("Version 1.2.0 is available")));
        QTest::keyClick(find<QCheckBox>("updatesOn"), Qt::Key_Space);
        QVERIFY(isBarShown());
    }

    void aBuildWithoutAnAddressSaysSo()
    {
        open({});
        openSettings();
        QVERIFY(!find<QWidget>("updatesOn"));
        bool isTold = false;
        for (const QLabel *label : find<QWidget>("computerView")->findChildren<QLabel *>())
            isTold = isTold || label->text().contains(QStringLiteral("look for new versions"));
        QVERIFY(isTold);
        QCOMPARE(m_makers->requests().size(), 0);
    }
};

QTEST_MAIN(TestNewVersions)

#include "tst_newversions.moc"
