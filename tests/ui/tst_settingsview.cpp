#include "ui/settings/settingsview.h"

#include "tests/ui/billingfixture.h"
#include "ui/settings/computerview.h"
#include "ui/settings/settingspart.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/sidebar.h"
#include "ui/style/theme.h"

#include <QAbstractButton>
#include <QAction>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QSignalSpy>
#include <QSlider>

using namespace pl;
using namespace pl::ui;

namespace {

/// A part with a field; what is typed is unsaved until it is saved.
class TypedPart : public QLineEdit, public SettingsPart
{
public:
    using QLineEdit::QLineEdit;
    QString saved;
    bool refuses = false;

    bool hasUnsavedChanges() const override { return text() != saved; }
    void saveChanges(const std::function<void()> &then) override
    {
        if (refuses)
            return;
        saved = text();
        then();
    }
    void discardChanges() override { setText(saved); }
    void focusFirst() override { setFocus(); }
};

} // namespace

/// The page with its parts, in its own window and in the office's.
class TestSettingsView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_view = std::make_unique<SettingsView>();
        m_typed = new TypedPart;
        m_view->addPart(QStringLiteral("computer"), QStringLiteral("monitor"), QStringLiteral("This computer"),
                        new QWidget);
        m_view->addPart(QStringLiteral("dispatch"), QStringLiteral("user-plus"), QStringLiteral("Dispatch"), m_typed);
        m_view->addPart(QStringLiteral("prices"), QStringLiteral("tag"), QStringLiteral("Prices"), new QWidget);
    }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
        m_money.reset();
        m_view.reset();
    }

    void partsStandInThePagesOwnOrder()
    {
        m_view->addPart(QStringLiteral("office"), {}, QStringLiteral("Office"), new QWidget);
        m_view->addPart(QStringLiteral("else"), {}, QStringLiteral("Something else"), new QWidget);
        QCOMPARE(m_view->partKeys(),
                 QStringList({QStringLiteral("office"), QStringLiteral("prices"), QStringLiteral("dispatch"),
                              QStringLiteral("else"), QStringLiteral("computer")}));
        QCOMPARE(m_view->titleOf(QStringLiteral("prices")), QStringLiteral("Prices"));
        QCOMPARE(m_view->titleOf(QStringLiteral("nothing")), QString());
    }

    void arrowsAndLettersFindAPart()
    {
        openView(QStringLiteral("prices"));
        m_view->focusList();
        QTest::keyClick(list(), Qt::Key_Down);
        QCOMPARE(m_view->currentPart(), QStringLiteral("dispatch"));
        QVERIFY(m_typed->isVisible());
        QVERIFY(list()->hasFocus());
        QTest::keyClicks(list(), QStringLiteral("this"));
        QCOMPARE(m_view->currentPart(), QStringLiteral("computer"));
    }

    void aNarrowPageShowsOnlyIcons()
    {
        openView(QStringLiteral("prices"));
        m_view->resize(1000, 500);
        QTRY_VERIFY(list()->width() > 150);
        m_view->resize(500, 500);
        QTRY_VERIFY(list()->width() < 60);
    }

    void whoKeepsEditingStays()
    {
        openView(QStringLiteral("dispatch"));
        QTest::keyClicks(m_typed, QStringLiteral("55"));
        m_view->focusList();
        QTest::keyClick(list(), Qt::Key_Up);
        QTRY_VERIFY(question());
        QCOMPARE(question()->text(), QStringLiteral("Save your changes to \u201CDispatch\u201D?"));
        QTest::keyClick(question(), Qt::Key_Escape);
        QTRY_VERIFY(!question());
        QCOMPARE(m_view->currentPart(), QStringLiteral("dispatch"));
        QCOMPARE(list()->currentItem()->text(), QStringLiteral("Dispatch"));
        QCOMPARE(m_typed->text(), QStringLiteral("55"));
    }

    void whoDiscardsGoesOn()
    {
        openView(QStringLiteral("dispatch"));
        QTest::keyClicks(m_typed, QStringLiteral("55"));
        m_view->showPart(QStringLiteral("prices"));
        answer("discardAndLeave");
        QCOMPARE(m_view->currentPart(), QStringLiteral("prices"));
        QCOMPARE(m_typed->text(), QString());
    }

    void whoSavesGoesOnOnceItIsSaved()
    {
        openView(QStringLiteral("dispatch"));
        QTest::keyClicks(m_typed, QStringLiteral("55"));
        m_typed->refuses = true;
        m_view->showPart(QStringLiteral("prices"));
        answer("saveAndLeave");
        QCOMPARE(m_view->currentPart(), QStringLiteral("dispatch"));
        m_typed->refuses = false;
        m_view->showPart(QStringLiteral("prices"));
        answer("saveAndLeave");
        QCOMPARE(m_view->currentPart(), QStringLiteral("prices"));
        QCOMPARE(m_typed->saved, QStringLiteral("55"));
    }

    void staffSeeOnlyThisComputer()
    {
        openWindow(false);
        QCOMPARE(page()->partKeys(), QStringList{QStringLiteral("computer")});
        QTest::mouseClick(find<QWidget>("side_settings"), Qt::LeftButton);
        QTRY_VERIFY(find<QWidget>("computerView")->isVisible());
    }

    void adminsReachThePartsByKeysMenuAndSideBar()
    {
        openWindow(true);
        QTest::keyClick(m_window.get(), Qt::Key_8, Qt::ControlModifier);
        QCOMPARE(page()->currentPart(), QStringLiteral("prices"));
        QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
        QVERIFY(!page()->isVisible());
        QTest::keyClick(m_window.get(), Qt::Key_Comma, Qt::ControlModifier);
        QVERIFY(page()->isVisible());
        QCOMPARE(page()->currentPart(), QStringLiteral("prices"));
        find<QAction>("actionSettings_computer")->trigger();
        QCOMPARE(page()->currentPart(), QStringLiteral("computer"));
        QVERIFY(!find<QWidget>("side_prices"));
    }

    void theWindowOpensAtThePartWhereItWasLeft_data()
    {
        QTest::addColumn<QString>("kept");
        QTest::addColumn<QString>("part");
        QTest::newRow("prices") << QStringLiteral("prices") << QStringLiteral("prices");
        QTest::newRow("this computer") << QStringLiteral("computer") << QStringLiteral("computer");
        QTest::newRow("the page") << QStringLiteral("settings") << QStringLiteral("prices");
    }
    void theWindowOpensAtThePartWhereItWasLeft()
    {
        QFETCH(QString, kept);
        QFETCH(QString, part);
        m_money = std::make_unique<test::BillingFixture>();
        m_money->office.settings.setValue(QStringLiteral("window/page"), kept);
        openWindow(true);
        QVERIFY(page()->isVisible());
        QCOMPARE(page()->currentPart(), part);
        QCOMPARE(m_money->office.settings.value(QStringLiteral("window/page")).toString(), part);
    }

    void signingOutWithUnsavedRulesAsksFirst()
    {
        openWindow(true);
        typeFactor();
        const QSignalSpy out(m_window.get(), &MainWindow::signOutRequested);
        find<QAction>("actionSignOut")->trigger();
        QTRY_VERIFY(find<QMessageBox>("unsavedSettings"));
        QCOMPARE(out.size(), 0);
        find<QAbstractButton>("discardAndLeave")->click();
        QCOMPARE(out.size(), 1);
    }

    void leavingThePageWithUnsavedRulesAsksFirst()
    {
        openWindow(true);
        typeFactor();
        QTest::mouseClick(find<QWidget>("side_plumbers"), Qt::LeftButton);
        QTRY_VERIFY(find<QMessageBox>("unsavedSettings"));
        QVERIFY(page()->isVisible());
        find<QAbstractButton>("saveAndLeave")->click();
        QTRY_VERIFY(!page()->isVisible());
        QCOMPARE(m_money->office.transport.row("settings", "urgency_factor")["value"]["day"].get<double>(), 2.0);
    }

    void whatIsChosenForThisComputerAppliesAtOnce()
    {
        openComputer();
        choose("appearanceChoice", QStringLiteral("Dark"));
        QVERIFY(m_theme->isDark());
        choose("densityChoice", QStringLiteral("Compact"));
        QCOMPARE(m_theme->density(), Density::Compact);
        choose("fontChoice", QStringLiteral("125%"));
        QCOMPARE(m_theme->fontPercent(), 125);
        m_theme->setAppearance(Appearance::Light);
        QCOMPARE(find<QComboBox>("appearanceChoice")->currentText(), QStringLiteral("Light"));
        const QSettings &settings = m_money->office.settings;
        for (const char *box : {"alertMessages", "alertNewLeads", "alertBadge", "alertSound_week"})
            find<QCheckBox>(box)->click();
        for (const char *key : {"alerts/messages", "alerts/newLeads", "alerts/badge", "alerts/sound/week"})
            QCOMPARE(settings.value(QLatin1String(key), true).toBool(), false);
        QCOMPARE(settings.value(QStringLiteral("alerts/sound/day"), true).toBool(), true);
        find<QSlider>("alertVolume")->setFocus();
        QTest::keyClick(find<QSlider>("alertVolume"), Qt::Key_Home);
        QCOMPARE(settings.value(QStringLiteral("alerts/volume")).toInt(), 0);
        choose("lockChoice", QStringLiteral("After 10 minutes"));
        QCOMPARE(settings.value(QStringLiteral("lock/afterMinutes")).toInt(), 10);
    }

    void theDataFolderIsShownAndOpened()
    {
        QString opened;
        m_money = std::make_unique<test::BillingFixture>();
        m_money->files.openFolder = [&opened](const QString &path) { opened = path; };
        openComputer();
        const QString folder = QFileInfo(m_money->office.settings.fileName()).absolutePath();
        const QString shown = find<QLabel>("dataFolder")->text().remove(QChar(0x200B)); // a long one can wrap anywhere
        QCOMPARE(shown, QDir::toNativeSeparators(folder));
        QTest::mouseClick(find<QWidget>("openDataFolder"), Qt::LeftButton);
        QCOMPARE(QFileInfo(opened).absolutePath(), folder);
    }

    void aServerIsForgottenOnlyWhenConfirmed()
    {
        openComputer();
        const QSignalSpy forgotten(m_window.get(), &MainWindow::forgetServerRequested);
        QTest::mouseClick(find<QWidget>("forgetServer"), Qt::LeftButton);
        QTRY_VERIFY(find<QMessageBox>("forgetServerBox"));
        QTest::keyClick(find<QMessageBox>("forgetServerBox"), Qt::Key_Escape);
        QTRY_VERIFY(!find<QMessageBox>("forgetServerBox"));
        QCOMPARE(forgotten.size(), 0);
        QTest::mouseClick(find<QWidget>("forgetServer"), Qt::LeftButton);
        QTRY_VERIFY(find<QAbstractButton>("forgetServerYes"));
        find<QAbstractButton>("forgetServerYes")->click();
        QCOMPARE(forgotten.size(), 1);
    }

private:
    void openView(const QString &part)
    {
        m_view->resize(700, 500);
        m_view->show();
        m_view->showPart(part);
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
    }
    void openWindow(bool isAdmin)
    {
        if (!m_money)
            m_money = std::make_unique<test::BillingFixture>();
        if (!isAdmin)
            m_money->office.context.billing = nullptr;
        m_money->office.context.isAdmin = isAdmin;
        m_theme = std::make_unique<Theme>(m_money->office.settings);
        m_window = std::make_unique<MainWindow>(m_money->office.context, *m_theme);
        m_window->resize(1400, 900);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    /// Another price rule, not saved.
    void typeFactor()
    {
        QVERIFY(m_money->load());
        QTest::keyClick(m_window.get(), Qt::Key_8, Qt::ControlModifier);
        auto *factor = find<QLineEdit>("rule_day");
        QTRY_COMPARE(factor->text(), QStringLiteral("1.5"));
        QTRY_VERIFY(factor->isEnabled());
        factor->setFocus();
        factor->selectAll();
        QTest::keyClicks(factor, QStringLiteral("2"));
    }
    void openComputer()
    {
        openWindow(false);
        m_window->showSettings(QStringLiteral("computer"));
        QTRY_VERIFY(find<QWidget>("computerView")->isVisible());
    }
    void choose(const char *box, const QString &text)
    {
        auto *choice = find<QComboBox>(box);
        choice->setFocus();
        QTest::keyClick(choice, Qt::Key_Home);
        for (int i = 1; i < choice->count() && choice->currentText() != text; ++i)
            QTest::keyClick(choice, Qt::Key_Down);
        QCOMPARE(choice->currentText(), text);
    }
    QListWidget *list() { return m_view->findChild<QListWidget *>(QStringLiteral("settingsParts")); }
    QMessageBox *question() { return m_view->findChild<QMessageBox *>(QStringLiteral("unsavedSettings")); }
    void answer(const char *button)
    {
        QTRY_VERIFY(question());
        question()->findChild<QAbstractButton *>(QLatin1String(button))->click();
        QTRY_VERIFY(!question());
    }
    SettingsView *page() { return &m_window->settingsPage(); }
    template <class W>
    W *find(const char *name)
    {
        return m_window->findChild<W *>(QLatin1String(name));
    }

    std::unique_ptr<SettingsView> m_view;
    TypedPart *m_typed = nullptr;
    std::unique_ptr<test::BillingFixture> m_money;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestSettingsView)
#include "tst_settingsview.moc"
