#include "models/tables/leadtablemodel.h"
#include "tests/ui/leadsfixture.h"
#include "ui/leads/countdown.h"
#include "ui/leads/leaddelegate.h"
#include "ui/widgets/columnlayout.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/statepage.h"

#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPaintEvent>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>

using namespace pl;
using namespace pl::ui;
using pl::test::FakeTransport;
using LeadModel = tables::LeadTableModel;

namespace {

/// What a widget was asked to paint, each time.
class PaintedRegions : public QObject
{
public:
    std::vector<QRegion> regions;

private:
    bool eventFilter(QObject *, QEvent *event) override
    {
        if (event->type() == QEvent::Paint)
            regions.push_back(static_cast<QPaintEvent *>(event)->region());
        return false;
    }
};

} // namespace

class LeadsViewTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::LeadsFixture> m;

    void addLead(int number, const char *first = "New")
    {
        nlohmann::json row = FakeTransport::lead(number, first, "Comer");
        row["created_at"] = row["updated_at"] = m->office.transport.nextTime();
        m->office.transport.put("leads", row);
    }
    StatePage *state() { return m->find<StatePage>("leadsState"); }
    QString headline() { return state()->headline(); }
    QPushButton *stateButton() { return state()->findChild<QPushButton *>(QStringLiteral("stateAction")); }
    /// What a row's cell says.
    QString shown(int row, int column)
    {
        const auto *delegate = qobject_cast<LeadDelegate *>(m->table().itemDelegate());
        const QUuid id = m->model().index(row, column).data(LeadModel::LeadIdRole).toUuid();
        return delegate->textOf(*m->office.replica.lead(id), column);
    }
    QString firstVisibleName()
    {
        return m->table().indexAt(QPoint(1, 0)).siblingAtColumn(LeadModel::CustomerColumn).data().toString();
    }

private Q_SLOTS:
    void init() { m = std::make_unique<test::LeadsFixture>(); }

    void showsRowsAndSelectsTheFirst()
    {
        m->office.transport.fillOffice(3);
        QVERIFY(m->open());
        QCOMPARE(m->model().rowCount(), 3);
        QVERIFY(!m->table().currentLead().isNull());
        QCOMPARE(m->find<QLabel>("leadCount")->text(), QStringLiteral("3 leads"));
        QCOMPARE(m->window->focusWidget(), &m->table());
        QCOMPARE(m->actions->currentLead(), m->table().currentLead());
    }

    void saysWhatIsTheMatterWhileLoading()
    {
        m->office.transport.fillOffice(1);
        m->office.transport.setHanging(true);
        QVERIFY(m->open(LeadView::ToAssign, test::LeadsFixture::Wait::ForNothing));
        QVERIFY(headline().startsWith(QStringLiteral("Loading")));
        m->office.transport.release();
        QTRY_COMPARE(m->model().rowCount(), 1);
        QVERIFY(state()->isHidden());
        QCOMPARE(m->window->focusWidget(), &m->table());
    }

    void emptyListOffersTheNextStep()
    {
        m->office.transport.fillOffice(0);
        QVERIFY(m->open());
        QTRY_COMPARE(headline(), QStringLiteral("Everything is assigned"));
        const QSignalSpy created(m->actions->create, &QAction::triggered);
        QTest::mouseClick(stateButton(), Qt::LeftButton);
        QCOMPARE(created.count(), 1);
    }

    void refusedAccountIsToldAndCanSignInAgain()
    {
        m->office.transport.answerNext("GET", "/rest/v1/rpc/office_news", [](const auto &) {
            return Result<supabase::HttpResponse>(
                supabase::HttpResponse{403, {}, R"({"code":"42501","message":"permission denied"})"});
        });
        m->office.transport.setOffline(true);
        QVERIFY(m->open(LeadView::ToAssign, test::LeadsFixture::Wait::ForNothing));
        QTRY_COMPARE(headline(), QStringLiteral("This account can't see leads"));
        const QSignalSpy signOut(m->view, &LeadsView::signOutRequested);
        QTest::mouseClick(stateButton(), Qt::LeftButton);
        QCOMPARE(signOut.count(), 1);
    }

    void withoutConnectionFromTheStartItOffersToTryAgain()
    {
        m->office.transport.fillOffice(2);
        m->office.transport.setOffline(true);
        QVERIFY(m->open(LeadView::ToAssign, test::LeadsFixture::Wait::ForNothing));
        QTRY_COMPARE(headline(), QStringLiteral("No connection, no leads yet"));
        m->office.transport.setOffline(false);
        QTest::mouseClick(stateButton(), Qt::LeftButton);
        QTRY_COMPARE(m->model().rowCount(), 2);
    }

    void newRowsMoveNeitherSelectionNorSight()
    {
        m->office.transport.fillOffice(60);
        QVERIFY(m->open(LeadView::All));
        QTRY_COMPARE(m->model().rowCount(), 60);
        QVERIFY(m->table().selectLead(QUuid::fromString(QString::fromStdString(FakeTransport::leadId(20)))));
        m->table().verticalScrollBar()->setValue(m->table().rowHeight(0) * 30 + 7);
        const QString top = firstVisibleName();
        const int offset = m->table().rowViewportPosition(m->table().indexAt(QPoint(1, 0)).row());
        const QUuid selected = m->table().currentLead();
        addLead(100);
        addLead(101);
        QTRY_COMPARE(m->model().rowCount(), 62);
        QCOMPARE(m->cell(0, LeadModel::CustomerColumn), QStringLiteral("New Comer"));
        QCOMPARE(firstVisibleName(), top);
        QCOMPARE(m->table().rowViewportPosition(m->table().indexAt(QPoint(1, 0)).row()), offset);
        QCOMPARE(m->table().currentLead(), selected);
    }

    void atTheTopNewRowsComeIntoSight()
    {
        m->office.transport.fillOffice(60);
        QVERIFY(m->open(LeadView::All));
        QTRY_COMPARE(m->model().rowCount(), 60);
        const QUuid selected = m->table().currentLead();
        addLead(100);
        QTRY_COMPARE(m->model().rowCount(), 61);
        QCOMPARE(m->table().verticalScrollBar()->value(), 0);
        QCOMPARE(firstVisibleName(), QStringLiteral("New Comer"));
        QCOMPARE(m->table().currentLead(), selected);
    }

    void filtersByChips()
    {
        m->office.transport.fillOffice(4);
        nlohmann::json urgent = FakeTransport::lead(9, "Ur", "Gent");
        urgent["urgency"] = "day";
        m->office.transport.put("leads", urgent);
        QVERIFY(m->open());
        QTRY_COMPARE(m->model().rowCount(), 5);
        auto *urgency = m->find<FilterChip>("urgencyFilter");
        urgency->setFocus();
        QTest::keyClick(urgency, Qt::Key_Return);
        auto *menu = urgency->findChild<QMenu *>();
        QTRY_VERIFY(menu->isVisible());
        QTest::keyClick(menu, Qt::Key_Space);
        QVERIFY2(menu->isVisible(), "the menu stays open for a second choice");
        QTest::keyClick(menu, Qt::Key_Escape);
        QCOMPARE(m->model().rowCount(), 1);
        QCOMPARE(m->currentName(), QStringLiteral("Ur Gent"));
        QTest::keyClick(urgency, Qt::Key_Delete);
        QCOMPARE(m->model().rowCount(), 5);
    }

    void noHitsCanBeCleared()
    {
        m->office.transport.fillOffice(2);
        QVERIFY(m->open());
        m->find<FilterChip>("serviceFilter")->setChosen({QStringLiteral("Bathroom Remodeling")});
        QCOMPARE(headline(), QStringLiteral("No leads match"));
        QTest::mouseClick(stateButton(), Qt::LeftButton);
        QCOMPARE(m->model().rowCount(), 2);
        const QSignalSpy everywhere(m->view, &LeadsView::searchEverywhereRequested);
        m->view->setSearch(QStringLiteral("zzz"));
        QCOMPARE(stateButton()->text(), QStringLiteral("Search all leads"));
        QTest::mouseClick(stateButton(), Qt::LeftButton);
        QCOMPARE(everywhere.count(), 1);
    }

    void statusFilterIsOnlyWhereItMakesSense()
    {
        m->office.transport.fillOffice(1);
        QVERIFY(m->open(LeadView::All));
        QVERIFY(m->find<FilterChip>("statusFilter")->isVisible());
        m->find<FilterChip>("statusFilter")->setChosen({QStringLiteral("assigned")});
        QCOMPARE(m->model().rowCount(), 0);
        m->view->setView(LeadView::ToAssign);
        QVERIFY(m->find<FilterChip>("statusFilter")->isHidden());
        QCOMPARE(m->model().rowCount(), 1);
    }

    void sortingIsRememberedForEachList()
    {
        m->office.transport.fillOffice(3);
        QVERIFY(m->open(LeadView::All));
        QHeaderView *header = m->table().horizontalHeader();
        QCOMPARE(header->sortIndicatorSection(), int(LeadModel::ReceivedColumn));
        const QPoint customer(header->sectionViewportPosition(LeadModel::CustomerColumn) + 20, header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, customer);
        QCOMPARE(header->sortIndicatorSection(), int(LeadModel::CustomerColumn));
        const QString first = m->cell(0, LeadModel::CustomerColumn);
        m->view->setView(LeadView::ToAssign);
        QCOMPARE(header->sortIndicatorSection(), int(LeadModel::DeadlineColumn));
        LeadsView again(m->office.context, *m->actions);
        again.setView(LeadView::All);
        QCOMPARE(again.table().horizontalHeader()->sortIndicatorSection(), int(LeadModel::CustomerColumn));
        QCOMPARE(again.table().model()->index(0, LeadModel::CustomerColumn).data().toString(), first);
    }

    void columnsFillTheTableWhateverItShows()
    {
        m->office.transport.fillOffice(60);
        QVERIFY(m->open());
        QTRY_COMPARE(m->model().rowCount(), 60);
        const auto fills = [this] { return m->table().horizontalHeader()->length() == m->table().viewport()->width(); };
        QTRY_VERIFY(fills());
        m->view->setSearch(QStringLiteral("number5"));
        QTRY_VERIFY(fills());
        m->view->setView(LeadView::All);
        m->view->setSearch({});
        QTRY_VERIFY(fills());
        m->view->resize(1000, 600);
        QTRY_VERIFY(fills());
        QVERIFY(!m->table().columns().isOwn());
    }

    void columnsShareTheWidthUntilTheyAreChosen()
    {
        m->office.transport.fillOffice(1);
        QVERIFY(m->open());
        QHeaderView *header = m->table().horizontalHeader();
        QCOMPARE(header->length(), m->table().viewport()->width());
        const int all = LeadModel::ColumnCount - header->hiddenSectionCount();
        m->window->resize(900, 600);
        m->view->resize(900, 600);
        QTRY_VERIFY(LeadModel::ColumnCount - header->hiddenSectionCount() < all);
        QVERIFY(!header->isSectionHidden(LeadModel::DeadlineColumn));

        QMenu menu;
        m->view->fillColumnMenu(&menu);
        const auto actions = menu.actions();
        QVERIFY(!actions[LeadModel::EmailColumn]->isChecked());
        actions[LeadModel::EmailColumn]->trigger();
        header->resizeSection(LeadModel::CustomerColumn, 222);
        header->moveSection(header->visualIndex(LeadModel::CustomerColumn), 0);
        QVERIFY(m->table().columns().isOwn());

        LeadsView again(m->office.context, *m->actions);
        QHeaderView *kept = again.table().horizontalHeader();
        QVERIFY(!kept->isSectionHidden(LeadModel::EmailColumn));
        QCOMPARE(kept->sectionSize(LeadModel::CustomerColumn), 222);
        QCOMPARE(kept->visualIndex(LeadModel::CustomerColumn), 0);
        again.table().columns().reset();
        QVERIFY(!again.table().columns().isOwn());
        QCOMPARE(kept->visualIndex(LeadModel::CustomerColumn), int(LeadModel::CustomerColumn));
    }

    void aLeadThatIsWorkedOnStaysInTheList()
    {
        m->office.transport.fillOffice(3);
        QVERIFY(m->open());
        QTRY_COMPARE(m->model().rowCount(), 3);
        const QUuid current = m->table().currentLead();
        const int number = current.toString(QUuid::WithoutBraces).right(2).toInt();
        m->assignElsewhere(number, 2);
        QTRY_COMPARE(m->office.replica.lead(current)->status, LeadStatus::Assigned);
        QCOMPARE(m->model().rowCount(), 3);
        QCOMPARE(m->table().currentLead(), current);
        m->view->setView(LeadView::All);
        m->view->setView(LeadView::ToAssign);
        QCOMPARE(m->model().rowCount(), 2);
    }

    void aLeadThatSomebodyElseTookLeavesTheList()
    {
        m->office.transport.fillOffice(3);
        QVERIFY(m->open());
        QTRY_COMPARE(m->model().rowCount(), 3);
        const QUuid current = m->table().currentLead();
        const int number = current.toString(QUuid::WithoutBraces).right(2).toInt();
        m->assignElsewhere(number == 2 ? 3 : 2, 2);
        QTRY_COMPARE(m->model().rowCount(), 2);
        QCOMPARE(m->table().currentLead(), current);
    }

    void enterShowsTheDetailsOfALeadThatHasAPlumber()
    {
        m->office.transport.fillOffice(0);
        nlohmann::json assigned = FakeTransport::lead(1, "As", "Signed");
        assigned.update({{"status", "assigned"}, {"assigned_plumber_id", FakeTransport::plumberId(1)}});
        m->office.transport.put("leads", assigned);
        QVERIFY(m->open(LeadView::All));
        QTRY_COMPARE(m->model().rowCount(), 1);
        auto *pane = m->find<DetailPane>("detailPane");
        m->press(Qt::Key_Return);
        QVERIFY(pane->isAncestorOf(m->window->focusWidget()));
        for (int i = 0; i < 5; ++i)
            m->press(Qt::Key_Return);
        QCOMPARE(m->office.transport.countOf("PATCH", "/"), 0);
        m->press(Qt::Key_Escape);
        QCOMPARE(m->window->focusWidget(), &m->table());
        m->view->setOverlay(true);
        QVERIFY(!pane->isVisible());
        m->press(Qt::Key_Return);
        QVERIFY(pane->isVisible());
        QVERIFY(pane->isAncestorOf(m->window->focusWidget()));
        m->press(Qt::Key_Escape);
        QVERIFY(!pane->isVisible());
        QCOMPARE(m->window->focusWidget(), &m->table());
    }

    void cellsSpeakTheOfficesWords()
    {
        m->office.transport.fillOffice(1);
        nlohmann::json assigned = FakeTransport::lead(2, "As", "Signed");
        assigned.update({{"status", "assigned"},
                         {"assigned_plumber_id", FakeTransport::plumberId(1)},
                         {"assigned_at", assigned["created_at"]}});
        m->office.transport.put("leads", assigned);
        nlohmann::json closed = FakeTransport::lead(3, "Clo", "Sed");
        closed.update({{"status", "completed"}, {"closed_reason", "invalid"}});
        m->office.transport.put("leads", closed);
        QVERIFY(m->open(LeadView::All));
        QTRY_COMPARE(m->model().rowCount(), 3);
        const auto *delegate = qobject_cast<LeadDelegate *>(m->table().itemDelegate());
        const auto text = [&](int number, int column) {
            return delegate->textOf(
                *m->office.replica.lead(QUuid::fromString(QString::fromStdString(FakeTransport::leadId(number)))),
                column);
        };
        QCOMPARE(text(1, LeadModel::PlumberColumn), QStringLiteral("Unassigned"));
        QVERIFY(text(1, LeadModel::DeadlineColumn).endsWith(QStringLiteral(" left")));
        QCOMPARE(text(1, LeadModel::UrgencyColumn), QStringLiteral("This week"));
        QCOMPARE(text(2, LeadModel::PlumberColumn), QStringLiteral("Ann Lee, waiting"));
        QCOMPARE(text(2, LeadModel::DeadlineColumn), QStringLiteral("took 0 s"));
        QCOMPARE(text(3, LeadModel::DeadlineColumn), QStringLiteral("invalid"));
        QCOMPARE(text(3, LeadModel::PlumberColumn), QStringLiteral("\u2014"));
    }

    void leadsWithoutAServiceAreFiltered()
    {
        nlohmann::json lead = FakeTransport::lead(9, "No", "Service");
        lead["service_needed"] = "";
        m->office.transport.fillOffice(3);
        m->office.transport.put("leads", lead);
        QVERIFY(m->open());
        QTRY_COMPARE(m->model().rowCount(), 4);
        m->find<FilterChip>("serviceFilter")->setChosen({QString()});
        QTRY_COMPARE(m->model().rowCount(), 1);
        QCOMPARE(m->currentName(), QStringLiteral("No Service"));
    }

    void whatIsUnknownHasWords()
    {
        nlohmann::json lead = test::FakeTransport::lead(1, "", "");
        lead.update({{"email", ""}, {"service_needed", ""}, {"has_real_phone", false}, {"is_test", true}});
        m->office.transport.fillOffice(0);
        m->office.transport.put("leads", lead);
        QVERIFY(m->open());
        QTRY_COMPARE(m->model().rowCount(), 1);
        const auto spoken = [this](int column) {
            return m->model().index(0, column).data(Qt::AccessibleTextRole).toString();
        };
        QCOMPARE(spoken(LeadModel::CustomerColumn), QStringLiteral("(512) 555-0143. A test: charged to nobody"));
        QCOMPARE(spoken(LeadModel::PhoneColumn),
                 QStringLiteral("(512) 555-0143. Not a real number: charged to nobody"));
        QCOMPARE(spoken(LeadModel::EmailColumn), QStringLiteral("No e-mail"));
        QCOMPARE(spoken(LeadModel::ServiceColumn), QStringLiteral("Service unknown"));
    }

    void screenReadersHearWords()
    {
        m->office.transport.fillOffice(1);
        QVERIFY(m->open());
        const auto spoken = [this](int column) {
            return m->model().index(0, column).data(Qt::AccessibleTextRole).toString();
        };
        QCOMPARE(spoken(LeadModel::UrgencyColumn), QStringLiteral("This week"));
        QCOMPARE(spoken(LeadModel::StatusColumn), QStringLiteral("New"));
        QCOMPARE(spoken(LeadModel::PlumberColumn), QStringLiteral("Unassigned"));
        QVERIFY(spoken(LeadModel::DeadlineColumn).endsWith(QStringLiteral("left")) ||
                spoken(LeadModel::DeadlineColumn).endsWith(QStringLiteral("overdue")));
        QVERIFY(spoken(LeadModel::ReceivedColumn).endsWith(QStringLiteral("ago")));
    }

    void aRowThatChangedElsewhereFades()
    {
        m->office.transport.fillOffice(2);
        QVERIFY(m->open(LeadView::All));
        QTRY_COMPARE(m->model().rowCount(), 2);
        const auto colorOfRow = [&](int row) {
            const QRect rect = m->table().visualRect(m->model().index(row, LeadModel::ServiceColumn));
            return m->table().viewport()->grab().toImage().pixelColor(rect.right() - 3, rect.top() + 3);
        };
        const QColor before = colorOfRow(1);
        m->assignElsewhere(1, 1);
        QTRY_COMPARE(m->cell(1, LeadModel::PlumberColumn), QStringLiteral("Ann Lee"));
        QVERIFY(colorOfRow(1) != before);
        const Timestamp changed = m->office.now;
        m->office.now = changed.addSeconds(10);
        QTRY_COMPARE(colorOfRow(1), before);
        // A clock that is set back does not make it glow until it has caught up.
        m->office.now = changed.addSeconds(-3600);
        QTRY_COMPARE(colorOfRow(1), before);
    }

    void onlyTheRowThatFadesIsPaintedAgain()
    {
        m->office.transport.fillOffice(2);
        QVERIFY(m->open(LeadView::All));
        QTRY_COMPARE(m->model().rowCount(), 2);
        const auto rectOf = [&](int row) {
            return m->table().visualRect(m->model().index(row, LeadModel::ServiceColumn));
        };
        PaintedRegions painted;
        m->table().viewport()->installEventFilter(&painted);
        m->assignElsewhere(1, 1);
        QTRY_COMPARE(m->cell(1, LeadModel::PlumberColumn), QStringLiteral("Ann Lee"));
        const auto timesAlone = [&] {
            return std::count_if(painted.regions.begin(), painted.regions.end(), [&](const QRegion &region) {
                return region.intersects(rectOf(1)) && !region.intersects(rectOf(0));
            });
        };
        QTRY_VERIFY(timesAlone() >= 3);
    }

    void theCountdownRepaintsOnlyCellsWhoseWordsChange()
    {
        m->office.transport.fillOffice(0);
        const auto add = [this](int number, qint64 ageSeconds) {
            nlohmann::json lead = FakeTransport::lead(number, "Customer", std::to_string(number));
            lead["urgency"] = "day";
            lead["created_at"] = m->office.now.addSeconds(-ageSeconds).toString().toStdString();
            m->office.transport.put("leads", lead);
        };
        add(1, 120 * 60 - 30);
        add(2, 60 * 60 + 30);
        add(3, 10 * 60 + 30);
        QVERIFY(m->open(LeadView::ToAssign));
        QTRY_COMPARE(m->model().rowCount(), 3);
        auto *countdown = m->table().findChild<Countdown *>();
        QSignalSpy changed(countdown, &Countdown::changed);
        countdown->tick();
        QCOMPARE(changed.count(), 0);
        m->office.now = m->office.now.addSeconds(1);
        countdown->tick();
        QCOMPARE(changed.count(), 1);
        const auto index = changed.first().first().toModelIndex();
        QCOMPARE(index.column(), int(LeadModel::DeadlineColumn));
        QCOMPARE(shown(index.row(), LeadModel::DeadlineColumn), QStringLiteral("29 s left"));
        // A minute on, each row says something else about its time, and nothing else.
        m->office.now = m->office.now.addSeconds(60);
        changed.clear();
        countdown->tick();
        QVERIFY(changed.count() >= 3);
        for (const QList<QVariant> &cell : changed)
            QVERIFY(cell.first().toModelIndex().column() == LeadModel::DeadlineColumn ||
                    cell.first().toModelIndex().column() == LeadModel::ReceivedColumn);
    }

    void whoMustAnswerByWhen()
    {
        m->office.transport.fillOffice(0);
        m->office.transport.put("settings",
                                {{"key", "answer_minutes"}, {"value", {{"day", 0}, {"week", 30}, {"month", 0}}}});
        nlohmann::json lead = FakeTransport::lead(1, "Customer", "One");
        lead.update({{"status", "assigned"},
                     {"assigned_plumber_id", FakeTransport::plumberId(1)},
                     {"assigned_at", m->office.now.addSeconds(-18 * 60).toString().toStdString()}});
        m->office.transport.put("leads", lead);
        QVERIFY(m->open(LeadView::All));
        QTRY_COMPARE(m->model().rowCount(), 1);
        QTRY_COMPARE(shown(0, LeadModel::DeadlineColumn), QStringLiteral("12 min to answer"));
        m->office.now = m->office.now.addSeconds(13 * 60);
        QCOMPARE(shown(0, LeadModel::DeadlineColumn), QStringLiteral("no answer"));
    }

    void aLeadThatNeedsTheOfficeSaysWhy()
    {
        m->office.transport.fillOffice(0);
        nlohmann::json lead = FakeTransport::lead(1, "Customer", "One");
        lead["attention"] = "nobody";
        m->office.transport.put("leads", lead);
        QVERIFY(m->open(LeadView::ToAssign));
        QTRY_COMPARE(shown(0, LeadModel::PlumberColumn), QStringLiteral("Nobody can take it"));
    }
};

QTEST_MAIN(LeadsViewTest)
#include "tst_leadsview.moc"
