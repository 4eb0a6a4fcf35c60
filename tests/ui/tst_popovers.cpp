#include "tests/support/testwords.h"
#include "ui/leads/completepopup.h"
#include "ui/widgets/confirmpopup.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/noteeditor.h"

#include <QKeyEvent>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace pl;
using namespace pl::ui;
using pl::test::words;

/// The popups that complete a lead and take a note.
class TestPopovers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void letterChoosesTheReason_data();
    void letterChoosesTheReason();
    void arrowsAndEnterChoose();
    void clickChooses();
    void escapeChoosesNothing();
    void longNameDoesNotStretchIt();
    void controlEnterSavesTheNote();
    void emptyNoteIsNotSaved();
    void noteStaysUntilItIsSafe();
    void noteThatFailedCanBeSentAgain();
    void draftsAreKeptLeadByLead();
    void answerAboutAnotherLeadLeavesTheEditorAlone();
    void noteUnderWayIsStillUnderWayWhenReopened();
    void aHeldKeyChoosesNoReason();
    void aQuestionIsAnsweredByItsVerbAlone_data();
    void aQuestionIsAnsweredByItsVerbAlone();

private:
    Lead lead(const char *name) const;
    QRect anchor() const { return {m_window->mapToGlobal(QPoint(20, 20)), QSize(50, 20)}; }
    QPlainTextEdit *text() const { return m_note->findChild<QPlainTextEdit *>(words("noteText")); }
    QPushButton *save() const { return m_note->findChild<QPushButton *>(words("noteSave")); }
    QLabel *problem() const { return m_note->findChild<QLabel *>(words("noteProblem")); }
    void submit() { QTest::keyClick(text(), Qt::Key_Return, Qt::ControlModifier); }

    std::unique_ptr<QWidget> m_window;
    CompletePopup *m_complete = nullptr;
    NoteEditor *m_note = nullptr;
};

void TestPopovers::init()
{
    m_window = std::make_unique<QWidget>();
    m_window->resize(800, 600);
    m_complete = new CompletePopup(m_window.get());
    m_note = new NoteEditor(m_window.get());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

Lead TestPopovers::lead(const char *name) const
{
    Lead lead;
    lead.id = QUuid::createUuid();
    lead.firstName = words(name);
    return lead;
}

void TestPopovers::letterChoosesTheReason_data()
{
    QTest::addColumn<int>("key");
    QTest::addColumn<ClosedReason>("reason");
    QTest::newRow("D done") << int(Qt::Key_D) << ClosedReason::Done;
    QTest::newRow("I invalid") << int(Qt::Key_I) << ClosedReason::Invalid;
    QTest::newRow("U duplicate") << int(Qt::Key_U) << ClosedReason::Duplicate;
    QTest::newRow("L lost") << int(Qt::Key_L) << ClosedReason::Lost;
}

void TestPopovers::letterChoosesTheReason()
{
    QFETCH(int, key);
    QFETCH(ClosedReason, reason);
    QSignalSpy chosen(m_complete, &CompletePopup::reasonChosen);
    const Lead maria = lead("Maria");
    m_complete->openFor(maria, anchor());
    QTest::keyClick(m_window->focusWidget(), static_cast<Qt::Key>(key));
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().at(0).toUuid(), maria.id);
    QCOMPARE(chosen.first().at(1).value<ClosedReason>(), reason);
    QVERIFY(!m_complete->isOpen());
}

void TestPopovers::arrowsAndEnterChoose()
{
    QSignalSpy chosen(m_complete, &CompletePopup::reasonChosen);
    m_complete->openFor(lead("Maria"), anchor());
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Down);
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Down);
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().at(1).value<ClosedReason>(), ClosedReason::Duplicate);
}

void TestPopovers::clickChooses()
{
    QSignalSpy chosen(m_complete, &CompletePopup::reasonChosen);
    m_complete->openFor(lead("Maria"), anchor());
    auto *list = m_complete->findChild<QListWidget *>(words("completeList"));
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualItemRect(list->item(1)).center());
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().at(1).value<ClosedReason>(), ClosedReason::Invalid);
}

void TestPopovers::escapeChoosesNothing()
{
    QSignalSpy chosen(m_complete, &CompletePopup::reasonChosen);
    m_complete->openFor(lead("Maria"), anchor());
    QTest::keyClick(m_window->focusWidget(), Qt::Key_Escape);
    QVERIFY(!m_complete->isOpen());
    QCOMPARE(chosen.count(), 0);
}

void TestPopovers::longNameDoesNotStretchIt()
{
    m_note->openFor(lead("Ann"), anchor());
    const int width = m_note->width();
    m_note->closePopover();
    m_note->openFor(lead("Maximiliana-Alexandrina-Wilhelmina Featherstonehaugh-Cholmondeley"), anchor());
    QCOMPARE(m_note->width(), width);
    const auto *title = m_note->findChild<ElidedLabel *>(words("popoverTitle"));
    QVERIFY(title->text().contains(words("Cholmondeley")));
    QCOMPARE(title->toolTip(), title->text());
}

void TestPopovers::controlEnterSavesTheNote()
{
    QSignalSpy submitted(m_note, &NoteEditor::noteSubmitted);
    const Lead maria = lead("Maria");
    m_note->openFor(maria, anchor());
    QTest::keyClicks(text(), words("Called, no answer "));
    QTest::keyClick(text(), Qt::Key_Return);
    QCOMPARE(submitted.count(), 0);
    submit();
    QCOMPARE(submitted.count(), 1);
    QCOMPARE(submitted.first().at(0).toUuid(), maria.id);
    QCOMPARE(submitted.first().at(1).toString(), words("Called, no answer"));
}

void TestPopovers::emptyNoteIsNotSaved()
{
    QSignalSpy submitted(m_note, &NoteEditor::noteSubmitted);
    m_note->openFor(lead("Maria"), anchor());
    QTest::keyClicks(text(), words("  "));
    submit();
    QCOMPARE(submitted.count(), 0);
    QVERIFY(problem()->isVisible());
    QTest::keyClicks(text(), words("x"));
    QVERIFY(!problem()->isVisible());
}

void TestPopovers::noteStaysUntilItIsSafe()
{
    QSignalSpy submitted(m_note, &NoteEditor::noteSubmitted);
    const Lead maria = lead("Maria");
    m_note->openFor(maria, anchor());
    QTest::keyClicks(text(), words("Called"));
    submit();
    QVERIFY(m_note->isOpen());
    QVERIFY(!save()->isEnabled());
    submit();
    QCOMPARE(submitted.count(), 1); // not twice
    m_note->noteSaved(maria.id);
    QVERIFY(!m_note->isOpen());
    QCOMPARE(m_note->draft(maria.id), QString());
}

void TestPopovers::noteThatFailedCanBeSentAgain()
{
    QSignalSpy submitted(m_note, &NoteEditor::noteSubmitted);
    const Lead maria = lead("Maria");
    m_note->openFor(maria, anchor());
    QTest::keyClicks(text(), words("Called"));
    submit();
    m_note->showProblem(maria.id, words("The server can't be reached."));
    QVERIFY(m_note->isOpen());
    QCOMPARE(problem()->text(), words("The server can't be reached."));
    QCOMPARE(text()->toPlainText(), words("Called"));
    submit();
    QCOMPARE(submitted.count(), 2);
}

void TestPopovers::draftsAreKeptLeadByLead()
{
    const Lead maria = lead("Maria");
    const Lead dwayne = lead("Dwayne");
    m_note->openFor(maria, anchor());
    QTest::keyClicks(text(), words("About Maria"));
    QTest::keyClick(text(), Qt::Key_Escape);
    m_note->openFor(dwayne, anchor());
    QCOMPARE(text()->toPlainText(), QString());
    QTest::keyClick(text(), Qt::Key_Escape);
    m_note->openFor(maria, anchor());
    QCOMPARE(text()->toPlainText(), words("About Maria"));
}

void TestPopovers::answerAboutAnotherLeadLeavesTheEditorAlone()
{
    const Lead maria = lead("Maria");
    const Lead dwayne = lead("Dwayne");
    m_note->openFor(maria, anchor());
    QTest::keyClicks(text(), words("About Maria"));
    submit();
    QTest::keyClick(text(), Qt::Key_Escape);
    m_note->openFor(dwayne, anchor());
    QTest::keyClicks(text(), words("About Dwayne"));
    m_note->showProblem(maria.id, words("It was not saved."));
    QVERIFY(m_note->isOpen());
    QVERIFY(!problem()->isVisible());
    QCOMPARE(m_note->draft(maria.id), words("About Maria"));
    m_note->noteSaved(maria.id);
    QVERIFY(m_note->isOpen());
    QCOMPARE(text()->toPlainText(), words("About Dwayne"));
}

void TestPopovers::noteUnderWayIsStillUnderWayWhenReopened()
{
    QSignalSpy submitted(m_note, &NoteEditor::noteSubmitted);
    const Lead maria = lead("Maria");
    m_note->openFor(maria, anchor());
    QTest::keyClicks(text(), words("Called"));
    submit();
    QTest::keyClick(text(), Qt::Key_Escape);
    m_note->openFor(maria, anchor());
    QVERIFY(!save()->isEnabled());
    submit();
    QCOMPARE(submitted.count(), 1);
}

void TestPopovers::aHeldKeyChoosesNoReason()
{
    const QSignalSpy chosen(m_complete, &CompletePopup::reasonChosen);
    m_complete->openFor(lead("Maria"), anchor());
    for (const int key : {int(Qt::Key_Return), int(Qt::Key_D)}) {
        QKeyEvent held(QEvent::KeyPress, key, {}, QString(), true);
        QCoreApplication::sendEvent(m_window->focusWidget(), &held);
    }
    QVERIFY(m_complete->isOpen());
    QCOMPARE(chosen.count(), 0);
}

void TestPopovers::aQuestionIsAnsweredByItsVerbAlone_data()
{
    QTest::addColumn<QList<int>>("keys");
    QTest::addColumn<int>("answers");
    QTest::newRow("Enter cancels") << QList<int>{Qt::Key_Return} << 0;
    QTest::newRow("Esc cancels") << QList<int>{Qt::Key_Tab, Qt::Key_Escape} << 0;
    QTest::newRow("the verb") << QList<int>{Qt::Key_Tab, Qt::Key_Return} << 1;
    QTest::newRow("the verb by Space") << QList<int>{Qt::Key_Tab, Qt::Key_Space} << 1;
    QTest::newRow("there and back") << QList<int>{Qt::Key_Tab, Qt::Key_Tab, Qt::Key_Return} << 0;
}

void TestPopovers::aQuestionIsAnsweredByItsVerbAlone()
{
    QFETCH(QList<int>, keys);
    QFETCH(int, answers);
    ConfirmPopup confirm(m_window.get());
    int said = 0;
    confirm.ask(words("Reassign <b>Maria</b> Featherstonehaugh from Tom Alexander Becker to Ann Lee?"),
                words("Reassign"), anchor(), [&said] { ++said; });
    QKeyEvent held(QEvent::KeyPress, Qt::Key_Return, {}, QString(), true);
    QCoreApplication::sendEvent(m_window->focusWidget(), &held);
    QVERIFY2(confirm.isOpen(), "a held key is no answer");
    const auto *question = confirm.findChild<QLabel *>(words("confirmQuestion"));
    QVERIFY2(question->height() >= question->heightForWidth(question->width()), "all of its lines show");
    QCOMPARE(confirm.findChild<QLabel *>(words("confirmQuestion"))->textFormat(), Qt::PlainText);
    for (const int key : keys)
        QTest::keyClick(m_window->focusWidget(), static_cast<Qt::Key>(key));
    QVERIFY(!confirm.isOpen());
    QCOMPARE(said, answers);
}

QTEST_MAIN(TestPopovers)
#include "tst_popovers.moc"
