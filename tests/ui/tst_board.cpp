#include "tests/ui/leadsfixture.h"
#include "ui/leads/assignpopup.h"
#include "ui/leads/boardlist.h"
#include "ui/leads/completepopup.h"
#include "ui/leads/leadboard.h"
#include "ui/views/morefilters.h"

#include <QApplication>
#include <QLabel>
#include <QToolButton>

using namespace pl;
using namespace pl::ui;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::FakeTransport;

/// Leads as cards in columns, by real keys and a real mouse.
class BoardTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::LeadsFixture> m_leads;

    FakeTransport &transport() { return m_leads->office.transport; }
    LeadBoard *board() { return m_leads->find<LeadBoard>("leadBoard"); }
    BoardList *column(const char *status)
    {
        return m_leads->window->findChild<BoardList *>(u"board_"_s + QLatin1StringView(status));
    }
    QString count(const char *status)
    {
        return m_leads->window->findChild<QLabel *>(u"boardCount_"_s + QLatin1StringView(status))->text();
    }
    QStringList cards(const char *status)
    {
        QStringList names;
        const QAbstractItemModel &model = *column(status)->model();
        for (int row = 0; row < model.rowCount(); ++row)
            names += model.index(row, 0).data().toString();
        return names;
    }
    std::string status(int lead)
    {
        return transport().row("leads", FakeTransport::leadId(lead))["status"].get<std::string>();
    }
    QPoint middleOf(const char *status, int row)
    {
        BoardList *list = column(status);
        return list->visualRect(list->model()->index(row, 0)).center();
    }
    /// Presses the mouse on a card, and moves it over another column.
    void drag(const char *from, int row, const char *to)
    {
        QWidget *cards = column(from)->viewport();
        const QPoint start = middleOf(from, row);
        const QPoint end = cards->mapFromGlobal(column(to)->mapToGlobal(column(to)->rect().center()));
        QTest::mousePress(cards, Qt::LeftButton, {}, start);
        QTest::mouseMove(cards, start + QPoint(QApplication::startDragDistance() + 2, 0));
        QTest::mouseMove(cards, end);
    }
    void drop(const char *from, const char *to)
    {
        QWidget *cards = column(from)->viewport();
        QTest::mouseRelease(cards, Qt::LeftButton, {},
                            cards->mapFromGlobal(column(to)->mapToGlobal(column(to)->rect().center())));
    }
    void putLead(int number, const char *name, const char *state)
    {
        json lead = FakeTransport::lead(number, name, "Card");
        lead["status"] = state;
        if (lead["status"] != "new") {
            lead["assigned_plumber_id"] = FakeTransport::plumberId(1);
            lead["assigned_at"] = lead["created_at"];
        }
        if (lead["status"] == "completed")
            lead.update({{"closed_reason", "done"}, {"completed_at", lead["created_at"]}});
        transport().put("leads", lead);
    }
    /// Two new leads, one assigned, one completed, as a board.
    void open(LeadView list = LeadView::All)
    {
        transport().fillOffice(2);
        putLead(20, "Abe", "assigned");
        putLead(30, "Cid", "completed");
        QVERIFY(m_leads->open(list));
        m_leads->window->resize(1400, 900);
        m_leads->view->resize(m_leads->window->size());
        m_leads->view->setBoard(true);
        QTRY_COMPARE(cards("new").size(), 2);
        QCOMPARE(m_leads->window->focusWidget(), board());
    }
    void goTo(int lead)
    {
        const QUuid id = QUuid::fromString(QString::fromStdString(FakeTransport::leadId(lead)));
        QVERIFY(m_leads->table().selectLead(id));
        QCOMPARE(board()->currentLead(), id);
    }

private Q_SLOTS:
    void init() { m_leads = std::make_unique<test::LeadsFixture>(); }
    void cleanup() { m_leads.reset(); }

    void leadsStandInTheColumnOfTheirStatus()
    {
        open();
        QVERIFY(board()->isVisible());
        QVERIFY(!m_leads->table().isVisible());
        QCOMPARE(cards("new"), QStringList({u"Customer Number2"_s, u"Customer Number1"_s})); // the newest first
        QCOMPARE(cards("assigned"), QStringList{u"Abe Card"_s});
        QCOMPARE(cards("completed"), QStringList{u"Cid Card"_s});
        QCOMPARE(count("new"), u"2"_s);
        transport().put("leads", FakeTransport::lead(40, "Late", "Comer"));
        QTRY_COMPARE(cards("new").size(), 3);
        m_leads->assignElsewhere(40, 1);
        QTRY_COMPARE(cards("assigned").size(), 2);
        QCOMPARE(count("new"), u"2"_s);
    }

    void arrowsMoveBetweenCardsAndTheDetailsFollow()
    {
        open();
        goTo(2);
        m_leads->press(Qt::Key_Down);
        QCOMPARE(m_leads->currentName(), u"Customer Number1"_s);
        m_leads->press(Qt::Key_Down);
        QCOMPARE(m_leads->currentName(), u"Customer Number1"_s);
        m_leads->press(Qt::Key_Right);
        QCOMPARE(m_leads->currentName(), u"Abe Card"_s);
        m_leads->press(Qt::Key_Right);
        QCOMPARE(m_leads->currentName(), u"Cid Card"_s);
        m_leads->press(Qt::Key_Right);
        QCOMPARE(m_leads->currentName(), u"Cid Card"_s);
        QCOMPARE(m_leads->find<DetailPane>("detailPane")->lead(), m_leads->table().currentLead());
        QVERIFY(column("completed")->selectionModel()->hasSelection());
        QVERIFY(!column("new")->selectionModel()->hasSelection());
        QVERIFY(board()->accessibleDescription().contains(u"Cid Card"_s));
        m_leads->press(Qt::Key_Left);
        m_leads->press(Qt::Key_Left);
        m_leads->press(Qt::Key_Home);
        QCOMPARE(m_leads->currentName(), u"Customer Number2"_s);
        m_leads->press(Qt::Key_End);
        QCOMPARE(m_leads->currentName(), u"Customer Number1"_s);
    }

    void ctrlRightAssignsWithTheSamePopupAndUndo()
    {
        open();
        goTo(1);
        m_leads->press(Qt::Key_Right, Qt::ControlModifier);
        QTRY_VERIFY(m_leads->find<AssignPopup>("assignPopup")->isOpen());
        QCOMPARE(status(1), std::string("new"));
        m_leads->press(Qt::Key_Return);
        QTRY_COMPARE(status(1), std::string("assigned"));
        QTRY_COMPARE(cards("assigned").size(), 2);
        QTRY_VERIFY(!m_leads->told.isEmpty());
        QCOMPARE(m_leads->told.last().actionText, u"Undo"_s);
        QCOMPARE(m_leads->currentName(), u"Customer Number2"_s); // the next one that needs a plumber
        m_leads->press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(status(1), std::string("new"));
        QTRY_COMPARE(cards("new").size(), 2);
    }

    void ctrlArrowsCompleteUnassignAndReopen()
    {
        open();
        goTo(20);
        m_leads->press(Qt::Key_Right, Qt::ControlModifier);
        QTRY_VERIFY(m_leads->window->findChild<CompletePopup *>(u"completePopup"_s)->isOpen());
        m_leads->press(Qt::Key_D);
        QTRY_COMPARE(status(20), std::string("completed"));
        QTRY_COMPARE(cards("completed").size(), 2);
        QCOMPARE(m_leads->currentName(), u"Abe Card"_s); // the card takes the person along
        m_leads->press(Qt::Key_Left, Qt::ControlModifier);
        QTRY_COMPARE(status(20), std::string("assigned"));
        QTRY_COMPARE(cards("assigned").size(), 1);
        m_leads->press(Qt::Key_Left, Qt::ControlModifier);
        QTRY_COMPARE(status(20), std::string("new"));
        QTRY_COMPARE(cards("new").size(), 3);
        m_leads->press(Qt::Key_Left, Qt::ControlModifier);
        QCOMPARE(status(20), std::string("new"));
    }

    void aCardIsDraggedToAnotherColumn()
    {
        open();
        drag("new", 1, "assigned");
        drop("new", "assigned");
        QTRY_VERIFY(m_leads->find<AssignPopup>("assignPopup")->isOpen());
        QCOMPARE(m_leads->currentName(), u"Customer Number1"_s);
        m_leads->press(Qt::Key_Return);
        QTRY_COMPARE(status(1), std::string("assigned"));
        QTRY_COMPARE(cards("assigned").size(), 2);
        const int row = int(cards("assigned").indexOf(u"Customer Number1"_s));
        drag("assigned", row, "new");
        drop("assigned", "new");
        QTRY_COMPARE(status(1), std::string("new"));
    }

    void aCardThatIsDroppedWhereItCameFromOrEscapesStays()
    {
        open();
        const qsizetype before = transport().requests().size();
        drag("new", 0, "new");
        drop("new", "new");
        drag("new", 0, "assigned");
        m_leads->press(Qt::Key_Escape);
        drop("new", "assigned");
        QVERIFY(!m_leads->find<AssignPopup>("assignPopup")->isOpen());
        QCOMPARE(status(2), std::string("new"));
        const auto &requests = transport().requests();
        QVERIFY(std::none_of(requests.cbegin() + before, requests.cend(),
                             [](const auto &request) { return request.method == "PATCH"; }));
    }

    void nothingIsDroppedOnceAnotherCardIsTheCurrentOne()
    {
        open();
        drag("new", 1, "assigned");
        goTo(2); // as a notification does
        drop("new", "assigned");
        QVERIFY(!m_leads->find<AssignPopup>("assignPopup")->isOpen());
        drag("new", 1, "assigned");
        drop("new", "assigned");
        QTRY_VERIFY(m_leads->find<AssignPopup>("assignPopup")->isOpen());
    }

    void aCompletedLeadGoesBackOnlyToWhereItBelongs()
    {
        open();
        drag("completed", 0, "new");
        drop("completed", "new");
        QTRY_VERIFY(!m_leads->told.isEmpty());
        QCOMPARE(m_leads->told.last().sentence,
                 u"Cid Card can only be reopened as \u201CAssigned\u201D. Move the card there."_s);
        QCOMPARE(status(30), std::string("completed"));
        drag("completed", 0, "assigned");
        drop("completed", "assigned");
        QTRY_COMPARE(status(30), std::string("assigned"));
    }

    void enterAndLettersWorkAsInTheTable()
    {
        open();
        goTo(2);
        m_leads->press(Qt::Key_Return);
        QTRY_VERIFY(m_leads->find<AssignPopup>("assignPopup")->isOpen());
        m_leads->press(Qt::Key_Escape);
        QCOMPARE(m_leads->window->focusWidget(), board());
        m_leads->press(Qt::Key_C);
        QVERIFY(m_leads->window->findChild<CompletePopup *>(u"completePopup"_s)->isOpen());
    }

    void aListOfNewLeadsTakesCardsIntoTheOtherColumns()
    {
        open(LeadView::ToAssign);
        QCOMPARE(cards("assigned").size(), 0);
        const auto *hint = m_leads->window->findChild<QLabel *>(u"boardHint_assigned"_s);
        QVERIFY(hint->isVisible());
        QCOMPARE(hint->text(), u"This list doesn't show these. You can still move a card here."_s);
        QVERIFY(!m_leads->window->findChild<QLabel *>(u"boardHint_new"_s)->isVisible());
        goTo(1);
        m_leads->press(Qt::Key_Right, Qt::ControlModifier);
        QTRY_VERIFY(m_leads->find<AssignPopup>("assignPopup")->isOpen());
        m_leads->press(Qt::Key_Return);
        QTRY_COMPARE(cards("new"), QStringList{u"Customer Number2"_s});
    }

    void theBoardIsRememberedForItsList()
    {
        open();
        auto *button = m_leads->find<QToolButton>("boardButton");
        QVERIFY(button->isChecked());
        m_leads->view->setView(LeadView::ToAssign);
        QVERIFY(!m_leads->view->isBoard());
        QVERIFY(m_leads->table().isVisible());
        m_leads->view->setView(LeadView::All);
        QVERIFY(m_leads->view->isBoard());
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(!m_leads->view->isBoard());
        QVERIFY(m_leads->table().isVisible());
        m_leads->view->setView(LeadView::ToAssign);
        m_leads->view->setView(LeadView::All);
        QVERIFY(!m_leads->view->isBoard());
    }

    void sectionsAndTheBoardTakeTurns()
    {
        open();
        m_leads->view->setGrouping(tables::LeadGrouping::Plumber);
        QVERIFY(!m_leads->view->isBoard());
        QVERIFY(m_leads->table().isVisible());
        m_leads->view->setBoard(true);
        QCOMPARE(m_leads->find<MoreFilters>("moreFilters")->grouping(), tables::LeadGrouping::None);
        QTRY_COMPARE(cards("new").size(), 2);
        QVERIFY(m_leads->view->definition().board);
    }

    void aSavedViewIsABoardWhenItWasSavedAsOne()
    {
        open();
        const tables::SavedViewDefinition definition = m_leads->view->definition();
        m_leads->view->setView(LeadView::ToAssign);
        m_leads->view->showSaved(QUuid::createUuid(), u"Mine"_s, definition);
        QVERIFY(m_leads->view->isBoard());
        QVERIFY(!m_leads->view->isChanged());
        m_leads->view->setBoard(false);
        QVERIFY(m_leads->view->isChanged());
    }

    void searchingNarrowsTheColumns()
    {
        open();
        m_leads->view->setSearch(u"card"_s);
        QTRY_COMPARE(cards("new").size(), 0);
        QCOMPARE(cards("assigned"), QStringList{u"Abe Card"_s});
        m_leads->view->setSearch({});
        QTRY_COMPARE(cards("new").size(), 2);
    }
};

QTEST_MAIN(BoardTest)
#include "tst_board.moc"
