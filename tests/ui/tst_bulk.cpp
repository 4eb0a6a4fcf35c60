#include "models/tables/leadtablemodel.h"
#include "tests/ui/leadsfixture.h"
#include "ui/leads/bulkactions.h"
#include "ui/leads/bulklist.h"
#include "ui/leads/completepopup.h"
#include "ui/leads/leadselection.h"
#include "ui/leads/pickpopup.h"
#include "ui/widgets/noteeditor.h"

#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>

using namespace pl;
using namespace pl::ui;
using pl::test::FakeTransport;

/// Many leads at once, by keys and mouse, down to the rows on the server.
class BulkTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::LeadsFixture> m;

    static QUuid idOf(int number) { return QUuid::fromString(QString::fromStdString(FakeTransport::leadId(number))); }
    BulkActions &bulk() { return m->view->bulk(); }
    int checked() { return m->table().selection().count(); }
    QString text(const char *label) { return m->find<QLabel>(label)->text(); }
    QString lastWords() { return m->told.isEmpty() ? QString() : m->told.last().sentence; }
    std::string stored(int number, const char *column)
    {
        const nlohmann::json value = m->office.transport.row("leads", FakeTransport::leadId(number))[column];
        return value.is_string() ? value.get<std::string>() : value.dump();
    }
    int countStored(const char *column, const std::string &value)
    {
        int found = 0;
        for (int n = 1; n <= m->model().rowCount() + 30; ++n)
            if (!m->office.transport.row("leads", FakeTransport::leadId(n)).is_null())
                found += stored(n, column) == value;
        return found;
    }
    void open(int leads, LeadView view = LeadView::All)
    {
        m->office.transport.fillOffice(leads);
        QVERIFY(m->open(view));
        QTRY_COMPARE(m->model().rowCount(), leads);
    }
    void checkAll()
    {
        m->press(Qt::Key_A, Qt::ControlModifier);
        QTRY_VERIFY(bulk().plan().isReady());
        QCOMPARE(bulk().phase(), BulkActions::Phase::Plan);
    }
    void clickRow(int row, Qt::KeyboardModifiers modifiers)
    {
        const QModelIndex index = m->model().index(row, tables::LeadTableModel::CustomerColumn);
        QTest::mouseClick(m->table().viewport(), Qt::LeftButton, modifiers, m->table().visualRect(index).center());
    }
    void clickCheck(int row)
    {
        QHeaderView *checks = m->table().verticalHeader();
        QTest::mouseClick(checks->viewport(), Qt::LeftButton, {},
                          QPoint(checks->width() / 2, checks->sectionViewportPosition(row) + 8));
    }

private Q_SLOTS:
    void init() { m = std::make_unique<test::LeadsFixture>(); }

    void spaceChecksAndArrowsOnlyMove()
    {
        open(4);
        const QSignalSpy counts(&m->table(), &LeadTable::selectionChangedTo);
        QCOMPARE(m->table().selectedLeads(), QList{m->table().currentLead()});
        m->press(Qt::Key_Space);
        QCOMPARE(checked(), 1);
        QCOMPARE(bulk().phase(), BulkActions::Phase::Off);
        m->press(Qt::Key_Down);
        m->press(Qt::Key_Space);
        QCOMPARE(checked(), 2);
        QCOMPARE(counts.last(), QVariantList{2});
        QCOMPARE(bulk().phase(), BulkActions::Phase::Plan);
        QVERIFY(m->find<QWidget>("bulkBar")->isVisible());
        QVERIFY(m->find<QWidget>("bulkPane")->isVisible());
        QCOMPARE(text("bulkCount"), QStringLiteral("2 selected"));
        m->press(Qt::Key_Space);
        QCOMPARE(checked(), 1);
        m->press(Qt::Key_Escape);
        QCOMPARE(checked(), 0);
        QVERIFY(!m->find<QWidget>("bulkBar")->isVisible());
        QVERIFY(!m->find<QWidget>("bulkPane")->isVisible());
        QCOMPARE(m->find<DetailPane>("detailPane")->lead(), m->table().currentLead());
    }

    void whatHasNoRoomInTheBarIsInItsMenu()
    {
        open(4);
        checkAll();
        const auto *pane = m->find<QWidget>("bulkPane");
        const QMenu *more = m->find<QPushButton>("bulkMore")->menu();
        int width = 980;
        const auto narrowed = [&] { // as far as this system's fonts take
            const bool isFull = more->actions().contains(m->actions->note);
            if (!isFull && width > 700)
                m->view->resize(width -= 40, 600);
            return isFull;
        };
        QTRY_VERIFY(narrowed());
        QCOMPARE(m->find<QWidget>("bulkNoteButton")->width(), 0);
        QCOMPARE(m->find<QWidget>("bulkNoteButton")->focusPolicy(), Qt::NoFocus);
        QTRY_VERIFY(pane->mapTo(m->view, QPoint(pane->width(), 0)).x() <= m->view->width());
        QVERIFY(m->find<QWidget>("bulkEach")->width() > 0);
        m->view->resize(1900, 600);
        QTRY_VERIFY(!more->actions().contains(m->actions->note));
        QTRY_VERIFY(m->find<QWidget>("bulkNoteButton")->width() > 0);
    }

    void shiftAndControlCheckByKeysAndClicks()
    {
        open(6);
        m->press(Qt::Key_Down, Qt::ShiftModifier);
        m->press(Qt::Key_Down, Qt::ShiftModifier);
        QCOMPARE(checked(), 3);
        m->press(Qt::Key_Up, Qt::ShiftModifier);
        QCOMPARE(checked(), 2);
        m->press(Qt::Key_Escape);
        clickRow(1, {});
        clickRow(3, Qt::ControlModifier);
        QCOMPARE(checked(), 2);
        clickRow(5, Qt::ShiftModifier);
        QCOMPARE(checked(), 3); // 3 to 5
        clickRow(0, {});
        QCOMPARE(checked(), 0);
        clickCheck(2);
        clickCheck(4);
        QCOMPARE(checked(), 2);
        QCOMPARE(m->table().selectedLeads().size(), 2);
        m->press(Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(checked(), 6);
    }

    void aWithdrawnLeadIsNoLongerSelected()
    {
        open(4, LeadView::All);
        checkAll();
        Lead gone = *m->office.replica.lead(idOf(2));
        ++gone.version;
        gone.withdrawnAt = gone.updatedAt;
        m->office.replica.apply(gone);
        QCOMPARE(checked(), 3);
        QVERIFY(!m->table().selectedLeads().contains(idOf(2)));
    }

    void whatLeavesTheViewIsNoLongerSelected()
    {
        open(4, LeadView::ToAssign);
        checkAll();
        const QUuid current = m->table().currentLead();
        const int taken = current == idOf(4) ? 3 : 4;
        m->assignElsewhere(taken, 1);
        QTRY_COMPARE(checked(), 3);
        QVERIFY(!m->table().selectedLeads().contains(idOf(taken)));
        m->table().horizontalHeader()->setSortIndicator(tables::LeadTableModel::CustomerColumn, Qt::DescendingOrder);
        QCOMPARE(checked(), 3);
        m->view->setSearch(QStringLiteral("Number1"));
        QCOMPARE(checked(), 1);
    }

    void enterAssignsEachAndOneUndoTakesAllBack()
    {
        open(12);
        checkAll();
        QCOMPARE(text("bulkTitle"), QStringLiteral("Assign 12 leads"));
        QCOMPARE(m->find<BulkList>("bulkList")->model()->rowCount(), 12);
        m->press(Qt::Key_Return);
        QTRY_COMPARE(bulk().phase(), BulkActions::Phase::Off);
        QCOMPARE(countStored("assigned_plumber_id", FakeTransport::plumberId(1)), 12);
        QCOMPARE(lastWords(), QStringLiteral("12 leads assigned"));
        QCOMPARE(m->actions->undo->text(), QStringLiteral("&Undo: assign 12 leads"));
        m->press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(countStored("status", "new"), 12);
        QTRY_COMPARE(lastWords(), QStringLiteral("Undone: assign 12 leads"));
        QVERIFY(!m->office.undo.canUndo());
    }

    void undoLeavesWhatSomebodyChangedSince()
    {
        open(3);
        checkAll();
        m->press(Qt::Key_Return);
        QTRY_COMPARE(bulk().phase(), BulkActions::Phase::Off);
        m->assignElsewhere(2, 2);
        QTRY_COMPARE(m->office.replica.lead(idOf(2))->version, 3);
        m->press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(bulk().phase(), BulkActions::Phase::Ended);
        QCOMPARE(stored(1, "status"), std::string("new"));
        QCOMPARE(stored(3, "status"), std::string("new"));
        QCOMPARE(stored(2, "assigned_plumber_id"), FakeTransport::plumberId(2));
        QTRY_VERIFY2(lastWords().startsWith(QStringLiteral("2 of 3 leads undone. Customer Number2: Ada assigned")),
                     qPrintable(lastWords()));
        QCOMPARE(m->table().selectedLeads(), QList{idOf(2)});
        m->press(Qt::Key_Escape);
        QCOMPARE(bulk().phase(), BulkActions::Phase::Off);
    }

    void whatIsLeftButNotInTheListIsNotSelectedAgain()
    {
        open(4, LeadView::ToAssign);
        checkAll();
        m->press(Qt::Key_Return);
        QTRY_COMPARE(bulk().phase(), BulkActions::Phase::Off);
        m->view->setView(LeadView::ToAssign);
        for (const int lead : {2, 3}) {
            m->assignElsewhere(lead, 2);
            QTRY_COMPARE(m->office.replica.lead(idOf(lead))->version, 3);
        }
        m->actions->undo->trigger();
        QTRY_COMPARE(bulk().phase(), BulkActions::Phase::Ended);
        QCOMPARE(bulk().selected().size(), 2);
        QCOMPARE(checked(), 0);
        QTest::mouseClick(m->find<QPushButton>("bulkStop"), Qt::LeftButton);
        QCOMPARE(bulk().phase(), BulkActions::Phase::Off);
        QVERIFY(!m->find<QWidget>("bulkBar")->isVisible());
    }

    void whoStaysAndWhyIsSaidBefore()
    {
        m->office.transport.fillOffice(2);
        nlohmann::json row = m->office.transport.row("leads", FakeTransport::leadId(2));
        row["service_needed"] = "Bathroom Remodeling";
        m->office.transport.put("leads", row);
        QVERIFY(m->open(LeadView::All));
        QTRY_COMPARE(m->model().rowCount(), 2);
        checkAll();
        QCOMPARE(text("bulkStays"),
                 QStringLiteral("Customer Number2 stays in To assign: nobody offers Bathroom Remodeling."));
        m->press(Qt::Key_Return);
        QTRY_COMPARE(stored(1, "status"), std::string("assigned"));
        QCOMPARE(stored(2, "status"), std::string("new"));
    }

    void moneyIsForAdmins_data()
    {
        QTest::addColumn<bool>("isAdmin");
        QTest::newRow("an admin") << true;
        QTest::newRow("staff") << false;
    }
    void moneyIsForAdmins()
    {
        QFETCH(bool, isAdmin);
        m->office.context.isAdmin = isAdmin;
        open(2);
        checkAll();
        const auto *charge = m->find<QLabel>("bulkCharge");
        QCOMPARE(charge->isVisible(), isAdmin);
        if (isAdmin)
            QCOMPARE(charge->text(), QStringLiteral("$50.00 to be charged"));
    }

    void allCanGoToOnePlumber()
    {
        open(3);
        checkAll();
        m->press(Qt::Key_A);
        auto *popup = m->find<PickPopup>("bulkAssign");
        QTRY_VERIFY(popup->isOpen());
        QTest::keyClicks(m->window->focusWidget(), QStringLiteral("bob"));
        m->press(Qt::Key_Return);
        QTRY_VERIFY(bulk().plan().plumber() && bulk().plan().isReady());
        QCOMPARE(text("bulkHint"), QStringLiteral("All of them to Bob O'Hara."));
        QCOMPARE(countStored("status", "new"), 3); // not before it was seen
        m->press(Qt::Key_Return);
        QTRY_COMPARE(countStored("assigned_plumber_id", FakeTransport::plumberId(2)), 3);
    }

    void lettersCompleteNoteAndUnassignAll()
    {
        open(3);
        checkAll();
        m->press(Qt::Key_N);
        auto *note = m->find<NoteEditor>("bulkNote");
        QTRY_VERIFY(note->isOpen());
        QTest::keyClicks(m->window->focusWidget(), QStringLiteral("called"));
        m->press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_VERIFY(!note->isOpen());
        QCOMPARE(m->office.transport.countOf("POST", "/rest/v1/lead_events"), 3);
        QTRY_COMPARE(bulk().phase(), BulkActions::Phase::Off);
        m->view->focusTable();
        checkAll();
        m->press(Qt::Key_C);
        QTRY_VERIFY(m->find<CompletePopup>("bulkComplete")->isOpen());
        m->press(Qt::Key_L);
        QTRY_COMPARE(countStored("closed_reason", "lost"), 3);
        QTRY_COMPARE(m->actions->undo->text(), QStringLiteral("&Undo: complete 3 leads"));
    }

    void theOldestIsTheOriginal()
    {
        open(3);
        checkAll();
        bulk().duplicates->trigger();
        QTRY_COMPARE(countStored("duplicate_of", FakeTransport::leadId(1)), 2);
        QCOMPARE(stored(1, "duplicate_of"), std::string("null"));
        QTRY_VERIFY(m->actions->undo->isEnabled());
        m->press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(countStored("duplicate_of", "null"), 3);
    }

    void aDuplicateIsChosenBySearchAndParted()
    {
        open(3);
        QVERIFY(m->table().selectLead(idOf(3)));
        m->press(Qt::Key_D);
        auto *popup = m->find<PickPopup>("pickPopup");
        QTRY_VERIFY(popup->isOpen());
        QTest::keyClicks(m->window->focusWidget(), QStringLiteral("number1"));
        QCOMPARE(popup->findChild<QListWidget *>(QStringLiteral("pickList"))->count(), 1);
        m->press(Qt::Key_Return);
        QTRY_COMPARE(stored(3, "duplicate_of"), FakeTransport::leadId(1));
        QTRY_VERIFY(m->actions->notDuplicate->isEnabled());
        m->actions->notDuplicate->trigger();
        QTRY_COMPARE(stored(3, "duplicate_of"), std::string("null"));
    }

    void aCanceledRunSaysWhatIsLeft()
    {
        open(20);
        checkAll();
        m->office.transport.setHanging(true);
        m->press(Qt::Key_Return);
        QTRY_COMPARE(m->office.transport.countOf("PATCH", "/rest/v1/leads"), 6);
        QCOMPARE(text("bulkTitle"), QStringLiteral("Assigning 20 leads"));
        QVERIFY(!m->actions->assign->isEnabled() && !m->actions->undo->isEnabled());
        QTest::mouseClick(m->find<QPushButton>("bulkStop"), Qt::LeftButton);
        m->office.transport.release();
        QTRY_COMPARE(bulk().phase(), BulkActions::Phase::Ended);
        QCOMPARE(countStored("status", "assigned"), 6);
        QCOMPARE(checked(), 14);
        QCOMPARE(lastWords(), QStringLiteral("6 leads assigned. Not assigned: 14 leads."));
    }

    void oneMoreCanBeGivenToSomebodyElse()
    {
        open(2);
        checkAll();
        m->find<BulkList>("bulkList")->setCurrentIndex(m->find<BulkList>("bulkList")->model()->index(0, 0));
        const QUuid lead = m->find<BulkList>("bulkList")->currentLead();
        bulk().changeOne->trigger();
        QTRY_VERIFY(m->find<QWidget>("bulkAssignOne")->isVisible());
        QTest::keyClicks(m->window->focusWidget(), QStringLiteral("bob"));
        m->press(Qt::Key_Return);
        m->press(Qt::Key_Return); // he doesn't offer it
        QTRY_VERIFY(bulk().plan().isReady() && bulk().plan().rows().first().isChosen);
        m->view->focusTable();
        m->press(Qt::Key_Return);
        QTRY_COMPARE(m->office.replica.lead(lead)->assignedPlumberId,
                     std::optional(QUuid::fromString(QString::fromStdString(FakeTransport::plumberId(2)))));
    }

    void inANarrowWindowThePlanIsShownFirst()
    {
        open(2);
        m->view->setOverlay(true);
        checkAll();
        QVERIFY(!m->find<QWidget>("bulkPane")->isVisible());
        m->press(Qt::Key_Return);
        QTRY_VERIFY(m->find<QWidget>("bulkPane")->isVisible());
        QCOMPARE(countStored("status", "new"), 2);
        m->press(Qt::Key_Return);
        QTRY_COMPARE(countStored("status", "assigned"), 2);
    }
};

QTEST_MAIN(BulkTest)
#include "tst_bulk.moc"
