#include "tests/ui/wholeoffice.h"
#include "ui/settings/settingsview.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/sideitem.h"
#include "ui/style/metrics.h"
#include "ui/style/theme.h"
#include "ui/widgets/actionbutton.h"
#include "ui/widgets/plaintooltip.h"

#include <QAction>
#include <QLineEdit>
#include <QToolButton>

using namespace pl;
using namespace pl::ui;
using namespace Qt::StringLiterals;

/// Whoever hovers a button reads what it does, and the keys that do the same.
class ToolTipsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::WholeOffice> m_office;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;

    QString tipOf(const char *name)
    {
        const auto *widget = m_window->findChild<QWidget *>(QLatin1StringView(name));
        return widget ? widget->toolTip() : u"not there"_s;
    }
    QAction *action(const char *name) { return m_window->findChild<QAction *>(QLatin1StringView(name)); }
    /// Pictures without words that say nothing.
    QStringList silentButtons()
    {
        QStringList silent;
        for (const QAbstractButton *button : m_window->findChildren<QAbstractButton *>()) {
            const bool isPicture = button->text().isEmpty() && !button->icon().isNull();
            const bool isQts =
                qobject_cast<QLineEdit *>(button->parentWidget()) || button->objectName() == u"qt_menubar_ext_button"_s;
            if (button->isVisible() && (isPicture || qobject_cast<const ActionButton *>(button)) && !isQts &&
                button->toolTip().isEmpty())
                silent += button->objectName();
        }
        return silent;
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::WholeOffice>();
        m_theme = std::make_unique<Theme>(m_office->office.settings);
        m_window = std::make_unique<MainWindow>(m_office->office.context, *m_theme);
        m_window->resize(1400, 900);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        QVERIFY(m_office->load());
    }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
        m_office.reset();
    }

    void keysAreSaidInWords_data()
    {
        QTest::addColumn<QList<QKeySequence>>("keys");
        QTest::addColumn<QString>("tip");
        QTest::newRow("none") << QList<QKeySequence>{} << u"Save"_s;
        QTest::newRow("an empty one") << QList<QKeySequence>{QKeySequence()} << u"Save"_s;
        QTest::newRow("a letter") << QList<QKeySequence>{Qt::Key_A} << u"Save (A)"_s;
        QTest::newRow("two") << QList<QKeySequence>{Qt::Key_Slash, Qt::Key_A} << u"Save (/ or A)"_s;
        QTest::newRow("both Enter keys") << QList<QKeySequence>{Qt::Key_Return, Qt::Key_Enter} << u"Save (Enter)"_s;
    }
    void keysAreSaidInWords()
    {
        QFETCH(QList<QKeySequence>, keys);
        QTEST(withKeys(u"Save"_s, keys), "tip");
    }

    void aToolTipSaysWhatTheButtonDoesAndItsKeys()
    {
        const QString create = QKeySequence(QKeySequence::New).toString(QKeySequence::NativeText);
        QCOMPARE(tipOf("newLeadButton"), u"New lead (%1)"_s.arg(create));
        QVERIFY2(tipOf("side_toAssign").startsWith(u"To assign (Ctrl+1"_s), qPrintable(tipOf("side_toAssign")));
        QVERIFY2(tipOf("searchField").endsWith(u" or /)"_s), qPrintable(tipOf("searchField")));
        m_window->resize(scaledPx(m_window.get(), 800), 600); // the side bar shows only icons
        QVERIFY2(tipOf("side_all").startsWith(u"All leads: 3 (Ctrl+4"_s), qPrintable(tipOf("side_all")));
    }

    void keysOfOnesOwnAreInTheToolTip_data()
    {
        QTest::addColumn<QByteArray>("widget");
        QTest::addColumn<QByteArray>("name");
        const std::pair<const char *, const char *> pairs[] = {
            {"newLeadButton", "actionNewLead"},
            {"boardButton", "actionBoard"},
            {"bulkEach", "actionEach"},
            {"bulkExport", "actionExport"},
            {"addPlumberButton", "addPlumberAction"},
            {"addSourceButton", "addSourceAction"},
            {"addServiceButton", "addServiceAction"},
            {"inviteButton", "invitePersonAction"},
            {"dashboardPdf", "dashboardPdfAction"},
            {"dashboardPng", "dashboardPngAction"},
            {"statementButton", "statementAction"},
            {"csvButton", "paymentsCsvAction"},
            {"monthsTab", "monthsPageAction"},
            {"activitySearch", "filterActivityAction"},
            {"billingSearch", "filterPaymentsAction"},
            {"searchField", "actionFind"},
            {"side_toAssign", "actionShow_toAssign"},
            {"side_plumbers", "actionShowPlumbers"},
            {"side_sorting", "actionShowToSort"},
            {"side_messages", "actionShowMessages"},
            {"side_billing", "actionShowBilling"},
            {"side_sources", "actionShowSources"},
            {"side_dashboard", "actionShowDashboard"},
            {"side_activity", "actionShowActivity"},
            {"side_settings", "actionSettings"},
        };
        for (const auto &[widget, name] : pairs)
            QTest::newRow(widget) << QByteArray(widget) << QByteArray(name);
    }
    void keysOfOnesOwnAreInTheToolTip()
    {
        QFETCH(QByteArray, widget);
        QFETCH(QByteArray, name);
        QVERIFY(action(name));
        const QString before = tipOf(widget);
        action(name)->setShortcut(Qt::CTRL | Qt::ALT | Qt::Key_F7);
        QVERIFY2(tipOf(widget).endsWith(u" (Ctrl+Alt+F7)"_s), qPrintable(tipOf(widget)));
        QVERIFY(tipOf(widget) != before);
        action(name)->setShortcuts(QList<QKeySequence>{});
        QVERIFY2(!tipOf(widget).contains(u'('), qPrintable(tipOf(widget)));
    }

    void anActionTakesThePlaceOfTheOneBefore()
    {
        QWidget button;
        QAction first(u"&First\u2026"_s, nullptr);
        QAction second(u"Second"_s, nullptr);
        setActionToolTip(&button, &first);
        QCOMPARE(button.toolTip(), u"First"_s);
        setActionToolTip(&button, &second, u"Do it"_s);
        QCOMPARE(button.toolTip(), u"Do it"_s);
        first.setShortcut(Qt::Key_F);
        QCOMPARE(button.toolTip(), u"Do it"_s);
        second.setShortcut(Qt::Key_S);
        QCOMPARE(button.toolTip(), u"Do it (S)"_s);
        QCOMPARE(button.accessibleDescription(), u"Do it (S)"_s);
    }

    void theNoticesButtonsSayTheirs()
    {
        m_window->notify(u"Assigned."_s, Notice::Kind::Done, u"Undo"_s, [] {});
        QCOMPARE(tipOf("noticeAction"), u"Undo (F6)"_s);
        QCOMPARE(tipOf("noticeClose"), u"Dismiss"_s);
    }

    void noPictureIsWithoutWordsOnAnyPage()
    {
        m_window->notify(u"Assigned."_s, Notice::Kind::Done, u"Undo"_s, [] {});
        for (const int width : {1400, 800}) {
            m_window->resize(scaledPx(m_window.get(), width), 700);
            for (const SideItem *item : m_window->findChildren<SideItem *>()) {
                QTest::mouseClick(m_window->findChild<SideItem *>(item->objectName()), Qt::LeftButton);
                QVERIFY2(silentButtons().isEmpty(), qPrintable(item->objectName() + silentButtons().join(u' ')));
                QVERIFY2(width > 1000 || !item->toolTip().isEmpty(), qPrintable(item->objectName()));
            }
            for (const QString &part : m_window->settingsPage().partKeys()) {
                m_window->showSettings(part);
                QVERIFY2(silentButtons().isEmpty(), qPrintable(part + silentButtons().join(u' ')));
            }
            m_window->showImport();
            QVERIFY2(silentButtons().isEmpty(), qPrintable(silentButtons().join(u' ')));
        }
    }
};

QTEST_MAIN(ToolTipsTest)
#include "tst_tooltips.moc"
