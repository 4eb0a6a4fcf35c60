#include "models/tables/leadtablemodel.h"
#include "tests/ui/leadsfixture.h"
#include "ui/leads/assignpopup.h"
#include "ui/leads/completepopup.h"
#include "ui/leads/leadform.h"
#include "ui/widgets/confirmpopup.h"
#include "ui/widgets/noteeditor.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace pl;
using namespace pl::ui;
using pl::test::FakeTransport;

/// What the office does by keys, down to the rows on the server.
class LeadActionsTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::LeadsFixture> m;

    static QUuid idOf(int number) { return QUuid::fromString(QString::fromStdString(FakeTransport::leadId(number))); }
    /// What the server has; "null" for none.
    std::string stored(int number, const char *column)
    {
        const nlohmann::json value = m->office.transport.row("leads", FakeTransport::leadId(number))[column];
        return value.is_string() ? value.get<std::string>() : value.dump();
    }
    LeadStatus shownStatus(int number) { return m->office.replica.lead(idOf(number))->status; }
    QString lastWords() { return m->told.isEmpty() ? QString() : m->told.last().sentence; }
    void select(int number) { QVERIFY(m->table().selectLead(idOf(number))); }
    void assignByKeys(const QString &name)
    {
        m->press(Qt::Key_A);
        QTRY_VERIFY(m->find<AssignPopup>("assignPopup")->isOpen());
        QTest::keyClicks(m->window->focusWidget(), name);
        m->press(Qt::Key_Return);
    }
    void fillAndOpen(int leads)
    {
        m->office.transport.fillOffice(leads);
        QVERIFY(m->open());
        QTRY_COMPARE(m->model().rowCount(), leads);
    }

private Q_SLOTS:
    void init() { m = std::make_unique<test::LeadsFixture>(); }

    void assignsByTypingAName()
    {
        fillAndOpen(2);
        select(1);
        assignByKeys(QStringLiteral("ann"));
        QTRY_COMPARE(shownStatus(1), LeadStatus::Assigned);
        QCOMPARE(stored(1, "assigned_plumber_id"), FakeTransport::plumberId(1));
        QCOMPARE(stored(1, "version"), std::string("2"));
        QTRY_COMPARE(lastWords(), QStringLiteral("Customer Number1 assigned to Ann Lee"));
        QCOMPARE(m->told.last().actionText, QStringLiteral("Undo"));
        QCOMPARE(m->window->focusWidget(), &m->table());
    }

    /// Said before anybody is chosen: to the key, to Enter, and to a click on a candidate.
    void whoAskedNotToBeSoldIsAssignedToNobody()
    {
        m->office.transport.fillOffice(2);
        nlohmann::json refused = m->office.transport.row("leads", FakeTransport::leadId(1));
        refused["do_not_sell"] = true;
        m->office.transport.put("leads", refused);
        QVERIFY(m->open());
        QTRY_COMPARE(m->model().rowCount(), 2);
        select(1);
        const QUuid ann = QUuid::fromString(QString::fromStdString(FakeTransport::plumberId(1)));
        const std::function<void()> ways[] = {[&] { m->press(Qt::Key_A); }, [&] { m->press(Qt::Key_Return); },
                                              [&] { m->actions->assignTo(idOf(1), ann); }};
        for (qsizetype told = m->told.size(); const auto &assigns : ways) {
            assigns();
            QCOMPARE(m->told.size(), ++told);
            QVERIFY2(lastWords().contains(QStringLiteral("not sold")), qPrintable(lastWords()));
            QVERIFY(!m->find<AssignPopup>("assignPopup")->isOpen());
        }
        QCOMPARE(stored(1, "version"), std::string("1"));
        select(2);
        m->press(Qt::Key_A);
        QTRY_VERIFY(m->find<AssignPopup>("assignPopup")->isOpen());
    }

    void theNextLeadThatNeedsAPlumberIsCurrentAfterAnAssignment()
    {
        m->office.transport.fillOffice(4);
        nlohmann::json taken = m->office.transport.row("leads", FakeTransport::leadId(2));
        taken.update({{"status", "assigned"}, {"assigned_plumber_id", FakeTransport::plumberId(1)}});
        m->office.transport.put("leads", taken);
        QVERIFY(m->open(LeadView::All));
        QTRY_COMPARE(m->model().rowCount(), 4);
        QList<int> order; // as the table has them
        for (int row = 0; row < 4; ++row)
            for (int number = 1; number <= 4; ++number)
                if (m->model().index(row, 0).data(tables::LeadTableModel::LeadIdRole).toUuid() == idOf(number))
                    order += number;
        order.removeOne(2);
        select(order[1]);
        for (const int next : {order[2], order[0]}) {
            assignByKeys(QStringLiteral("ann"));
            QTRY_COMPARE(m->table().currentLead(), idOf(next));
            QCOMPARE(m->actions->currentLead(), idOf(next));
        }
        QCOMPARE(m->model().rowCount(), 4);
        assignByKeys(QStringLiteral("ann"));
        QTRY_COMPARE(shownStatus(order[0]), LeadStatus::Assigned);
        QTRY_VERIFY2(lastWords().endsWith(QStringLiteral("No other lead in this list needs a plumber.")),
                     qPrintable(lastWords()));
        QCOMPARE(m->table().currentLead(), idOf(order[0]));
    }

    void whatWasJustAssignedStaysInItsPlace()
    {
        fillAndOpen(3);
        const QUuid first = m->table().currentLead();
        assignByKeys(QStringLiteral("ann"));
        QTRY_VERIFY(m->table().currentLead() != first);
        QCOMPARE(m->model().rowCount(), 3);
        QCOMPARE(m->model().index(0, 0).data(tables::LeadTableModel::LeadIdRole).toUuid(), first);
        m->view->setView(LeadView::ToAssign);
        QCOMPARE(m->model().rowCount(), 2);
    }

    void whoGoesElsewhereMeanwhileStaysThere()
    {
        fillAndOpen(3);
        select(1);
        m->office.transport.setHanging(true);
        assignByKeys(QStringLiteral("ann"));
        select(2);
        m->office.transport.setHanging(false);
        m->office.transport.release();
        QTRY_COMPARE(shownStatus(1), LeadStatus::Assigned);
        QTRY_VERIFY(!m->told.isEmpty());
        QCOMPARE(m->table().currentLead(), idOf(2));
    }

    void tenStrokesAssignNoLeadTwice_data()
    {
        QTest::addColumn<bool>("withTimeBetween");
        QTest::newRow("at once") << false;
        QTest::newRow("with time between") << true;
    }
    void tenStrokesAssignNoLeadTwice()
    {
        QFETCH(bool, withTimeBetween);
        fillAndOpen(3);
        const auto writes = [this] { return m->office.transport.countOf("PATCH", "/rest/v1/leads"); };
        for (int stroke = 0; stroke < 10; ++stroke) {
            m->press(Qt::Key_Return);
            if (withTimeBetween)
                QTRY_COMPARE(m->told.size(), writes());
        }
        QTRY_COMPARE(m->told.size(), writes());
        QCOMPARE(writes(), withTimeBetween ? 3 : 1);
        for (const int number : {1, 2, 3}) {
            const bool isAssigned = stored(number, "status") == "assigned";
            QCOMPARE(stored(number, "version"), std::string(isAssigned ? "2" : "1"));
            // The best was shown, and it was chosen.
            QCOMPARE(stored(number, "assigned_plumber_id"), isAssigned ? FakeTransport::plumberId(1) : "null");
        }
    }

    void strokesWhileTheAnswerIsUnderWayDoNothing()
    {
        fillAndOpen(2);
        const QUuid first = m->table().currentLead();
        m->office.transport.setHanging(true);
        for (int stroke = 0; stroke < 10; ++stroke)
            m->press(Qt::Key_Return);
        QVERIFY(!m->find<AssignPopup>("assignPopup")->isOpen());
        QCOMPARE(m->office.transport.countOf("PATCH", "/rest/v1/leads"), 1);
        m->actions->assignTo(first, QUuid::fromString(QString::fromStdString(FakeTransport::plumberId(2))));
        m->office.transport.setHanging(false);
        m->office.transport.release();
        QTRY_VERIFY(m->table().currentLead() != first);
        QCOMPARE(m->office.transport.countOf("PATCH", "/rest/v1/leads"), 1);
        QCOMPARE(m->told.size(), 1);
    }

    void aKeyThatIsHeldDownAssignsNobody()
    {
        fillAndOpen(2);
        const auto hold = [this](int times) {
            for (int i = 0; i < times; ++i) {
                QKeyEvent press(QEvent::KeyPress, Qt::Key_Return, {}, QStringLiteral("\r"), true);
                QCoreApplication::sendEvent(m->window->focusWidget(), &press);
            }
        };
        hold(5);
        QVERIFY(!m->find<AssignPopup>("assignPopup")->isOpen());
        m->press(Qt::Key_Return);
        QTRY_VERIFY(m->find<AssignPopup>("assignPopup")->isOpen());
        hold(5);
        QVERIFY(m->find<AssignPopup>("assignPopup")->isOpen());
        QCOMPARE(m->office.transport.countOf("PATCH", "/"), 0);
        QVERIFY(!m->actions->assign->autoRepeat());
    }

    void reassigningAsksAndNamesBoth()
    {
        fillAndOpen(1);
        assignByKeys(QStringLiteral("ann"));
        QTRY_COMPARE(shownStatus(1), LeadStatus::Assigned);
        auto *confirm = m->find<ConfirmPopup>("confirmPopup");
        for (const int answer : {int(Qt::Key_Return), int(Qt::Key_Escape)}) {
            assignByKeys(QStringLiteral("bob"));
            m->press(Qt::Key_Return); // he offers other work: "Assign anyway?"
            QVERIFY(confirm->isOpen());
            QCOMPARE(confirm->findChild<QLabel *>(QStringLiteral("confirmQuestion"))->text(),
                     QStringLiteral("Reassign Customer Number1 from Ann Lee to Bob O'Hara?"));
            m->press(answer);
            QVERIFY(!confirm->isOpen());
        }
        QCOMPARE(m->office.transport.countOf("PATCH", "/rest/v1/leads"), 1);
        assignByKeys(QStringLiteral("bob"));
        m->press(Qt::Key_Return);
        m->press(Qt::Key_Tab);
        m->press(Qt::Key_Return);
        QTRY_COMPARE(stored(1, "assigned_plumber_id"), FakeTransport::plumberId(2));
        QTRY_VERIFY(lastWords().startsWith(QStringLiteral("Customer Number1 assigned to Bob O'Hara")));
        m->press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(stored(1, "assigned_plumber_id"), FakeTransport::plumberId(1));
        QVERIFY(!confirm->isOpen());
    }

    void theNoticeCountsDownToTheMessages()
    {
        m->office.transport.fillOffice(2);
        m->office.transport.put("settings", {{"key", "grace_seconds"}, {"value", 8}, {"version", 1}});
        QVERIFY(m->open());
        QTRY_COMPARE(m->model().rowCount(), 2);
        select(1);
        assignByKeys(QStringLiteral("ann"));
        const QString done = QStringLiteral("Customer Number1 assigned to Ann Lee");
        QTRY_COMPARE(lastWords(), done + QStringLiteral(". Messages go out in 8 s."));
        QVERIFY(m->actions->undo->text().endsWith(done));
        QSignalSpy reworded(m->actions, &LeadActions::noticeReworded);
        m->office.now = m->office.now.addSeconds(3);
        QTRY_COMPARE(reworded.count(), 1);
        QCOMPARE(reworded[0], (QVariantList{done + QStringLiteral(". Messages go out in 8 s."),
                                            done + QStringLiteral(". Messages go out in 5 s.")}));
        m->office.now = m->office.now.addSeconds(5);
        QTRY_COMPARE(reworded.count(), 2);
        QCOMPARE(reworded[1].at(1).toString(), done);
    }

    void enterOpensTheSamePopup()
    {
        fillAndOpen(1);
        m->press(Qt::Key_Return);
        QTRY_VERIFY(m->find<AssignPopup>("assignPopup")->isOpen());
        m->press(Qt::Key_Escape);
        QVERIFY(!m->find<AssignPopup>("assignPopup")->isOpen());
        QCOMPARE(m->office.transport.countOf("PATCH", "/"), 0);
    }

    void undoTakesAnAssignmentBack()
    {
        fillAndOpen(1);
        assignByKeys(QStringLiteral("ann"));
        QTRY_COMPARE(shownStatus(1), LeadStatus::Assigned);
        QTRY_VERIFY(m->actions->undo->text().contains(QStringLiteral("assigned to Ann Lee")));
        m->press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(shownStatus(1), LeadStatus::New);
        QCOMPARE(stored(1, "assigned_plumber_id"), std::string("null"));
        QTRY_VERIFY(lastWords().startsWith(QStringLiteral("Undone: ")));
        QVERIFY(!m->actions->undo->isEnabled());
    }

    void severalStepsOfOneLeadAreUndoneInTurn()
    {
        fillAndOpen(1);
        assignByKeys(QStringLiteral("ann"));
        QTRY_COMPARE(shownStatus(1), LeadStatus::Assigned);
        m->press(Qt::Key_C);
        QTRY_VERIFY(m->find<CompletePopup>("completePopup")->isOpen());
        m->press(Qt::Key_L);
        QTRY_COMPARE(shownStatus(1), LeadStatus::Completed);
        QCOMPARE(stored(1, "closed_reason"), std::string("lost"));
        QTRY_COMPARE(lastWords(), QStringLiteral("Customer Number1 completed: lost"));
        m->told.last().action();
        QTRY_VERIFY(lastWords().startsWith(QStringLiteral("Undone: ")));
        QCOMPARE(shownStatus(1), LeadStatus::Assigned);
        m->press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(shownStatus(1), LeadStatus::New);
    }

    void whoWasFasterIsNamed()
    {
        fillAndOpen(1);
        m->press(Qt::Key_A);
        QTRY_VERIFY(m->find<AssignPopup>("assignPopup")->isOpen());
        m->assignElsewhere(1, 2);
        // The row is on its way here already; the popup is about the lead as it was.
        QTRY_COMPARE(shownStatus(1), LeadStatus::Assigned);
        QTest::keyClicks(m->window->focusWidget(), QStringLiteral("ann"));
        m->press(Qt::Key_Return);
        QTRY_VERIFY2(lastWords().startsWith(QStringLiteral("Ada assigned this to Bob O'Hara ")),
                     qPrintable(lastWords()));
        QCOMPARE(m->told.last().kind, Notice::Kind::Problem);
        QCOMPARE(stored(1, "assigned_plumber_id"), FakeTransport::plumberId(2));
        QVERIFY(!m->actions->undo->isEnabled());
    }

    void anUndoCanLoseToo()
    {
        fillAndOpen(1);
        assignByKeys(QStringLiteral("ann"));
        QTRY_COMPARE(shownStatus(1), LeadStatus::Assigned);
        m->assignElsewhere(1, 2);
        QTRY_COMPARE(m->office.replica.lead(idOf(1))->version, 3);
        m->press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_VERIFY2(lastWords().startsWith(QStringLiteral("Ada assigned this to Bob O'Hara")),
                     qPrintable(lastWords()));
        QCOMPARE(stored(1, "assigned_plumber_id"), FakeTransport::plumberId(2));
    }

    void unassignsAndReassigns()
    {
        fillAndOpen(1);
        assignByKeys(QStringLiteral("ann"));
        QTRY_COMPARE(shownStatus(1), LeadStatus::Assigned);
        m->press(Qt::Key_U);
        QTRY_COMPARE(shownStatus(1), LeadStatus::New);
        QTRY_COMPARE(lastWords(), QStringLiteral("Customer Number1 taken back from Ann Lee"));
        m->press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(shownStatus(1), LeadStatus::Assigned);
        QCOMPARE(stored(1, "assigned_plumber_id"), FakeTransport::plumberId(1));
    }

    void actionsFitTheLead()
    {
        m->office.transport.fillOffice(1);
        nlohmann::json closed = FakeTransport::lead(2, "Clo", "Sed");
        closed.update({{"status", "completed"}, {"closed_reason", "done"}});
        m->office.transport.put("leads", closed);
        QVERIFY(m->open(LeadView::All));
        QTRY_COMPARE(m->model().rowCount(), 2);
        select(1);
        QVERIFY(m->actions->assign->isEnabled() && m->actions->complete->isEnabled());
        QVERIFY(!m->actions->unassign->isEnabled() && !m->actions->reopen->isEnabled());
        select(2);
        QVERIFY(!m->actions->assign->isEnabled() && !m->actions->complete->isEnabled());
        m->press(Qt::Key_R);
        QTRY_VERIFY(m->actions->undo->isEnabled());
        QCOMPARE(shownStatus(2), LeadStatus::New);
        m->press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(stored(2, "closed_reason"), std::string("done"));
        m->actions->setActive(false);
        QVERIFY(!m->actions->note->isEnabled() && !m->actions->edit->isEnabled());
        QVERIFY(m->actions->create->isEnabled());
    }

    void offlineSaysWhyAtOnceAndSendsNothing()
    {
        fillAndOpen(1);
        m->office.transport.setOffline(true);
        QTRY_COMPARE(m->office.replica.connection(), replica::Connection::Offline);
        assignByKeys(QStringLiteral("ann"));
        QTRY_VERIFY(
            lastWords().startsWith(QStringLiteral("Customer Number1 was not assigned. There is no connection")));
        QCOMPARE(m->office.transport.countOf("PATCH", "/rest/v1/leads"), 0);
    }

    void aFailureOffersToTryAgain()
    {
        fillAndOpen(1);
        m->office.transport.answerNext("PATCH", "/rest/v1/leads", [](const auto &) {
            return Result<supabase::HttpResponse>(Error{ErrorCode::TimedOut, QStringLiteral("No answer.")});
        });
        assignByKeys(QStringLiteral("ann"));
        QTRY_COMPARE(m->told.size(), 1);
        QVERIFY(lastWords().startsWith(QStringLiteral("Customer Number1 was not assigned. ")));
        QCOMPARE(m->told.last().actionText, QStringLiteral("Try again"));
        const auto again = m->told.last().action;
        again();
        QTRY_COMPARE(shownStatus(1), LeadStatus::Assigned);
    }

    void refusedWritesAreExplained()
    {
        fillAndOpen(1);
        m->office.transport.answerNext("PATCH", "/rest/v1/leads", [](const auto &) {
            return Result<supabase::HttpResponse>(
                supabase::HttpResponse{403, {}, R"({"code":"42501","message":"new row violates row-level security"})"});
        });
        assignByKeys(QStringLiteral("ann"));
        QTRY_COMPARE(m->told.size(), 1);
        QVERIFY(lastWords().contains(QStringLiteral("isn't allowed to do this")));
        QVERIFY(!lastWords().contains(QStringLiteral("42501")));
        QVERIFY(m->told.last().actionText.isEmpty());
    }

    void notesAreSavedAndKeptWhenTheyCouldNotBe()
    {
        fillAndOpen(1);
        m->press(Qt::Key_N);
        auto *editor = m->find<NoteEditor>("noteEditor");
        QTRY_VERIFY(editor->isOpen());
        m->office.transport.setOffline(true);
        QTest::keyClicks(m->window->focusWidget(), QStringLiteral("no answer"));
        m->press(Qt::Key_Return, Qt::ControlModifier);
        const auto notesSent = [this] { return m->office.transport.countOf("POST", "/rest/v1/lead_events"); };
        QTRY_COMPARE(notesSent(), 1);
        QVERIFY(editor->isOpen());
        QCOMPARE(editor->draft(idOf(1)), QStringLiteral("no answer"));
        m->office.transport.setOffline(false);
        const QSignalSpy added(m->actions, &LeadActions::noteAdded);
        QTRY_VERIFY(
            editor->findChild<QPushButton *>(QStringLiteral("noteSave"))->isEnabled()); // the first answer has come
        m->press(Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(added.count(), 1);
        QCOMPARE(notesSent(), 2);
        QTRY_VERIFY(!editor->isOpen());
    }

    void newLeadIsMadeAndShown()
    {
        fillAndOpen(1);
        m->actions->create->trigger();
        auto *form = m->find<LeadForm>("leadForm");
        QTRY_VERIFY(form->isVisible());
        NewLead fields;
        fields.firstName = QStringLiteral("Nia");
        fields.lastName = QStringLiteral("Park");
        fields.email = QStringLiteral("nia@home.test");
        fields.phoneNumber = QStringLiteral("+15125550177");
        fields.serviceNeeded = QStringLiteral("Drain Cleaning");
        fields.urgency = Urgency::Day;
        Q_EMIT form->submitted(fields);
        QTRY_COMPARE(m->currentName(), QStringLiteral("Nia Park"));
        QTRY_VERIFY(!form->isVisible());
        QCOMPARE(m->model().rowCount(), 2);
    }

    void anEditThatLostKeepsTheFormAndCanBeSavedAgain()
    {
        fillAndOpen(1);
        m->press(Qt::Key_E);
        auto *form = m->find<LeadForm>("leadForm");
        QTRY_VERIFY(form->isVisible());
        m->assignElsewhere(1, 2);
        QTRY_COMPARE(shownStatus(1), LeadStatus::Assigned);
        NewLead fields;
        fields.firstName = QStringLiteral("Renamed");
        fields.lastName = QStringLiteral("Person");
        fields.email = QStringLiteral("nia@home.test");
        fields.phoneNumber = QStringLiteral("+15125550177");
        fields.serviceNeeded = QStringLiteral("Drain Cleaning");
        Q_EMIT form->submitted(fields);
        const auto readsBack = [this] { return m->office.transport.countOf("GET", "/rest/v1/lead_events"); };
        const int before = readsBack();
        QTRY_VERIFY(readsBack() > before);
        QVERIFY(form->isVisible());
        QTRY_VERIFY(
            form->findChild<QLabel *>(QStringLiteral("formProblem"))->isVisible()); // the form is about the new row now
        Q_EMIT form->submitted(fields);
        QTRY_COMPARE(stored(1, "first_name"), std::string("Renamed"));
        QTRY_VERIFY(!form->isVisible());
        QCOMPARE(stored(1, "assigned_plumber_id"), FakeTransport::plumberId(2));
        QTRY_VERIFY(m->actions->undo->isEnabled());
        m->window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m->window.get()));
        m->press(Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(stored(1, "first_name"), std::string("Customer"));
    }

    void contactsAreCopied()
    {
        fillAndOpen(1);
        m->press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("(512) 555-0143"));
        m->actions->copyEmail->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("cy@home.test"));
    }

    void lettersBelongToAFieldThatHasTheFocus()
    {
        fillAndOpen(1);
        QLineEdit field(m->window.get());
        field.show();
        field.setFocus();
        QTest::keyClicks(&field, QStringLiteral("aucne"));
        QCOMPARE(field.text(), QStringLiteral("aucne"));
        QVERIFY(!m->find<AssignPopup>("assignPopup")->isOpen());
        QVERIFY(!m->find<CompletePopup>("completePopup")->isOpen());
        QVERIFY(!m->find<LeadForm>("leadForm")->isVisible());
    }
};

QTEST_MAIN(LeadActionsTest)
#include "tst_leadactions.moc"
