#include "tests/ui/leadsfixture.h"
#include "ui/leads/assignpopup.h"
#include "ui/shell/commandpalette.h"
#include "ui/shell/keycatcher.h"
#include "ui/shell/mainwindow.h"
#include "ui/shell/searchfield.h"
#include "ui/shell/shortcutsdialog.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/notice.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>

using namespace pl;
using namespace pl::ui;
using namespace Qt::StringLiterals;
using pl::test::FakeTransport;

/// `?`: all keys, and keys of one's own, by real key presses.
class ShortcutsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<MainWindow> m_window;
    QPointer<ShortcutsDialog> m_dialog;

    template <class W>
    W *find(const char *name)
    {
        return m_window->findChild<W *>(QLatin1StringView(name));
    }
    QAction *action(const char *name) { return find<QAction>(name); }
    QTreeWidget *list() { return m_dialog->findChild<QTreeWidget *>(u"shortcutList"_s); }
    QLineEdit *filter() { return m_dialog->findChild<QLineEdit *>(u"shortcutFilter"_s); }
    KeyCatcher *catcher() { return m_dialog->findChild<KeyCatcher *>(); }
    QString sentence() { return m_dialog->findChild<QLabel *>(u"shortcutSentence"_s)->text(); }
    void click(const char *button)
    {
        QTest::mouseClick(m_dialog->findChild<QPushButton *>(QLatin1StringView(button)), Qt::LeftButton);
    }
    QTreeWidgetItem *line(const QString &words)
    {
        const QList<QTreeWidgetItem *> found = list()->findItems(words, Qt::MatchExactly | Qt::MatchRecursive);
        return found.value(0);
    }
    void press(int key, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::keyClick(m_window->focusWidget(), static_cast<Qt::Key>(key), modifiers);
    }
    void makeWindow()
    {
        m_window = std::make_unique<MainWindow>(m_office->context, *m_theme);
        m_window->resize(1400, 900);
        m_window->show();
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    void open(int leads)
    {
        m_office->transport.fillOffice(leads);
        m_theme = std::make_unique<Theme>(m_office->settings);
        makeWindow();
        m_office->start();
        QTRY_COMPARE(find<LeadTable>("leadsTable")->model()->rowCount(), leads);
    }
    void openDialog()
    {
        press(Qt::Key_Question);
        m_dialog = find<ShortcutsDialog>("shortcuts");
        QVERIFY(m_dialog);
        QVERIFY(QTest::qWaitForWindowActive(m_dialog));
    }
    void closeDialog()
    {
        QTest::keyClick(m_dialog, Qt::Key_Escape);
        QTRY_VERIFY(!m_dialog);
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }
    /// Goes to the command's line, and asks for other keys with Enter.
    void begin(const QString &words)
    {
        QVERIFY(line(words));
        list()->setFocus();
        list()->setCurrentItem(line(words));
        QTest::keyClick(list(), Qt::Key_Return);
        QVERIFY(catcher()->isVisible());
        QCOMPARE(m_dialog->focusWidget(), catcher());
    }

private Q_SLOTS:
    void init() { m_office = std::make_unique<test::OfficeFixture>(); }
    void cleanup()
    {
        m_window.reset();
        m_theme.reset();
        m_office.reset();
    }

    void allKeysAreListedByMenuAndFoundByTyping()
    {
        open(1);
        openDialog();
        QVERIFY(line(u"New lead"_s));
        QCOMPARE(line(u"New lead"_s)->text(1), u"Ctrl N"_s);
        QCOMPARE(line(u"Assign"_s)->parent()->text(0), u"Lead"_s);
        QCOMPARE(line(u"Find"_s)->text(1), u"Ctrl F or /"_s);
        QTest::keyClicks(filter(), u"show details"_s);
        QVERIFY(line(u"New lead"_s)->isHidden());
        QVERIFY(line(u"New lead"_s)->parent()->isHidden());
        QVERIFY(!line(u"Show details"_s)->isHidden());
        QCOMPARE(list()->currentItem(), line(u"Show details"_s));
        filter()->setText(u"F6"_s);
        QVERIFY2(list()->currentItem()->text(0).startsWith(u"Do what the notice"_s), "keys of no action, too");
        filter()->setText(u"zebra"_s);
        QCOMPARE(sentence(), u"No command or key matches \u201Czebra\u201D."_s);
        closeDialog();
    }

    void aKeyOfOnesOwnWorksAtOnceAndAfterARestart()
    {
        open(2);
        openDialog();
        begin(u"Assign"_s);
        QTest::keyClick(catcher(), Qt::Key_J);
        QCOMPARE(sentence(), u"J now does \u201CAssign\u201D."_s);
        QCOMPARE(line(u"Assign"_s)->text(1), u"J"_s);
        QCOMPARE(m_dialog->focusWidget(), list());
        closeDialog();
        press(Qt::Key_A);
        QVERIFY(!find<AssignPopup>("assignPopup")->isOpen());
        press(Qt::Key_J);
        QVERIFY(find<AssignPopup>("assignPopup")->isOpen());
        press(Qt::Key_Escape);
        QCOMPARE(m_office->settings.value(u"keys/actionAssign"_s).toString(), u"J"_s);
        m_window.reset();
        makeWindow();
        QTRY_COMPARE(find<LeadTable>("leadsTable")->model()->rowCount(), 2);
        press(Qt::Key_J);
        QVERIFY(find<AssignPopup>("assignPopup")->isOpen());
    }

    void keysThatAreTakenAreAskedAbout()
    {
        open(1);
        openDialog();
        begin(u"Show details"_s);
        QTest::keyClick(catcher(), Qt::Key_K, Qt::ControlModifier);
        QCOMPARE(sentence(), u"Ctrl K already does \u201CCommands\u201D. Use it here instead, or press other keys."_s);
        QCOMPARE(action("actionDetails")->shortcut(), QKeySequence(Qt::Key_O));
        click("takeKeysButton");
        QCOMPARE(action("actionDetails")->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_K));
        QVERIFY(action("actionCommands")->shortcut().isEmpty());
        QCOMPARE(line(u"Commands"_s)->text(1), QString());
        // Back again: now the palette asks for what the details have.
        list()->setCurrentItem(line(u"Commands"_s));
        click("originalKeysButton");
        QVERIFY(sentence().startsWith(u"Ctrl K already does \u201CShow details\u201D."_s));
        click("takeKeysButton");
        closeDialog();
        press(Qt::Key_K, Qt::ControlModifier);
        QVERIFY(find<CommandPalette>("commandPalette")->isOpen());
    }

    void otherKeysOrNoneLeaveTheOtherCommandAlone()
    {
        open(1);
        openDialog();
        begin(u"Show details"_s);
        QTest::keyClick(catcher(), Qt::Key_K, Qt::ControlModifier);
        QTest::keyClick(catcher(), Qt::Key_J, Qt::ControlModifier);
        QCOMPARE(action("actionDetails")->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_J));
        QCOMPARE(action("actionCommands")->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_K));
        begin(u"Show details"_s);
        QTest::keyClick(catcher(), Qt::Key_Escape);
        QVERIFY(!catcher()->isVisible());
        QVERIFY2(m_dialog->isVisible(), "Esc only gives up the change");
        QCOMPARE(action("actionDetails")->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_J));
    }

    void aCommandOnAnotherPageMayHaveTheSameLetter()
    {
        open(1);
        openDialog();
        begin(u"Show details"_s);
        QTest::keyClick(catcher(), Qt::Key_P); // pauses a plumber, on the plumbers' page
        QCOMPARE(action("actionDetails")->shortcut(), QKeySequence(Qt::Key_P));
        begin(u"Show details"_s);
        QTest::keyClick(catcher(), Qt::Key_E); // edits a lead, on the same page
        QVERIFY(sentence().startsWith(u"E already does \u201CEdit\u201D."_s));
        QCOMPARE(action("actionDetails")->shortcut(), QKeySequence(Qt::Key_P));
    }

    void keysThatListsAndFieldsNeedAreRefused()
    {
        open(1);
        openDialog();
        begin(u"Show details"_s);
        for (const auto &[key, modifiers] :
             {std::pair(Qt::Key_Return, Qt::KeyboardModifiers()), std::pair(Qt::Key_Down, Qt::KeyboardModifiers()),
              std::pair(Qt::Key_Space, Qt::KeyboardModifiers()), std::pair(Qt::Key_Delete, Qt::KeyboardModifiers()),
              std::pair(Qt::Key_Return, Qt::KeyboardModifiers(Qt::ControlModifier)), // saves notes and forms
              std::pair(Qt::Key_C, Qt::KeyboardModifiers(Qt::ControlModifier))}) {
            QTest::keyClick(catcher(), key, modifiers);
            QVERIFY2(sentence().contains(u"is needed in lists and text fields"_s), qPrintable(sentence()));
        }
        QCOMPARE(action("actionDetails")->shortcut(), QKeySequence(Qt::Key_O));
    }

    void keysOfMenusAndOfTheNoticeStayTheirs()
    {
        open(1);
        openDialog();
        begin(u"Show details"_s);
        QTest::keyClick(catcher(), Qt::Key_F, Qt::AltModifier);
        QCOMPARE(sentence(), u"Alt F belongs to \u201CFile\u201D and can't be changed here. Press other keys."_s);
        QVERIFY(!m_dialog->findChild<QPushButton *>(u"takeKeysButton"_s)->isVisible());
        QTest::keyClick(catcher(), Notice::kActionKey);
        QCOMPARE(sentence(), u"F6 does what the notice at the bottom offers. Press other keys."_s);
        QCOMPARE(action("actionDetails")->shortcut(), QKeySequence(Qt::Key_O));
    }

    void aCommandCanHaveNoKeysAndItsOriginalOnesAgain()
    {
        open(1);
        openDialog();
        list()->setCurrentItem(line(u"Complete"_s));
        QVERIFY(!m_dialog->findChild<QPushButton *>(u"originalKeysButton"_s)->isEnabled());
        click("noKeysButton");
        QCOMPARE(sentence(), u"\u201CComplete\u201D has no keys now."_s);
        QVERIFY(action("actionComplete")->shortcut().isEmpty());
        m_window.reset();
        makeWindow();
        QVERIFY(action("actionComplete")->shortcuts().isEmpty());
        openDialog();
        list()->setCurrentItem(line(u"Complete"_s));
        click("originalKeysButton");
        QCOMPARE(action("actionComplete")->shortcut(), QKeySequence(Qt::Key_C));
        QVERIFY(!m_office->settings.contains(u"keys/actionComplete"_s));
    }

    void allCommandsGetTheirOriginalKeysBackAfterAQuestion()
    {
        open(1);
        openDialog();
        begin(u"Show details"_s);
        QTest::keyClick(catcher(), Qt::Key_J);
        begin(u"Find"_s);
        QTest::keyClick(catcher(), Qt::Key_F2);
        QCOMPARE(action("actionFind")->shortcuts(), QList{QKeySequence(Qt::Key_F2)});
        QCOMPARE(find<SearchField>("searchField")->keyText(), u"F2"_s);
        click("resetKeysButton");
        QCOMPARE(action("actionDetails")->shortcut(), QKeySequence(Qt::Key_J));
        QTRY_VERIFY(m_dialog->findChild<QPushButton *>(u"confirmVerb"_s));
        click("confirmVerb");
        QCOMPARE(action("actionDetails")->shortcut(), QKeySequence(Qt::Key_O));
        QCOMPARE(action("actionFind")->shortcuts().size(), 2);
        QCOMPARE(find<SearchField>("searchField")->keyText(), u"/"_s);
        m_office->settings.beginGroup(u"keys"_s);
        QVERIFY(m_office->settings.allKeys().isEmpty());
        m_office->settings.endGroup();
    }

    void theStatusLineAndTheButtonsShowTheNewKeys()
    {
        open(1);
        openDialog();
        begin(u"Commands"_s);
        QTest::keyClick(catcher(), Qt::Key_F3);
        closeDialog();
        const QString keys = find<ElidedLabel>("statusKeys")->text();
        QVERIFY2(keys.contains(u"F3"_s), qPrintable(keys));
        press(Qt::Key_F3);
        QVERIFY(find<CommandPalette>("commandPalette")->isOpen());
    }

    void aNewerProgramsKeysDoNotTakeThePersonsOwn()
    {
        m_office->settings.setValue(u"keys/actionDetails"_s, u"E"_s);
        open(1);
        QCOMPARE(action("actionDetails")->shortcut(), QKeySequence(Qt::Key_E));
        QVERIFY2(action("actionEdit")->shortcut().isEmpty(), "or neither of the two would work");
    }
};

QTEST_MAIN(ShortcutsTest)
#include "tst_shortcuts.moc"
