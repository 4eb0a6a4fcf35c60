#include "tests/ui/leadsfixture.h"
#include "ui/leads/candidatecard.h"
#include "ui/leads/candidatelist.h"
#include "ui/leads/excludedcandidate.h"
#include "ui/widgets/chiplabel.h"
#include "ui/widgets/deadlinebanner.h"
#include "ui/widgets/elidedlabel.h"
#include "ui/widgets/factrow.h"

#include <QClipboard>
#include <QDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QMouseEvent>
#include <QPushButton>
#include <QSignalSpy>

using namespace pl;
using namespace pl::ui;
using pl::test::FakeTransport;

class DetailPaneTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::LeadsFixture> m;

    DetailPane *pane() { return m->find<DetailPane>("detailPane"); }
    QString banner() { return m->find<DeadlineBanner>("deadlineBanner")->sentence(); }
    QStringList history()
    {
        QStringList lines;
        for (const QLabel *label : pane()->findChildren<QLabel *>(QStringLiteral("historyLine")))
            lines += label->text();
        return lines;
    }
    QStringList candidates()
    {
        QStringList names;
        for (const CandidateCard *card : pane()->findChildren<CandidateCard *>())
            if (card->isVisibleTo(pane()))
                names += card->name();
        return names;
    }
    QStringList excluded()
    {
        QStringList rows;
        for (const ExcludedCandidate *row : pane()->findChildren<ExcludedCandidate *>())
            if (row->isVisibleTo(pane()))
                rows += QStringLiteral("%1: %2").arg(row->name(), row->reason());
        return rows;
    }
    QStringList listed(const char *list)
    {
        const auto *facts = m->find<QWidget>(list);
        const auto names = facts->findChildren<QLabel *>(QStringLiteral("listedName"));
        const auto texts = facts->findChildren<QLabel *>(QStringLiteral("listedText"));
        QStringList lines;
        for (qsizetype i = 0; i < std::min(names.size(), texts.size()); ++i)
            lines += QStringLiteral("%1: %2").arg(names[i]->text(), texts[i]->text());
        return lines;
    }
    nlohmann::json maria()
    {
        nlohmann::json row = FakeTransport::lead(1, "Maria", "Gonzalez");
        row.update({{"urgency", "day"},
                    {"service_needed", "Burst Pipe Repair"},
                    {"description", "Water is coming through the ceiling."},
                    {"external_id", "a-20981"},
                    {"created_at", m->office.now.addSeconds(-102 * 60).toString().toStdString()}});
        return row;
    }
    void open(const nlohmann::json &lead)
    {
        m->office.transport.fillOffice(0);
        m->office.transport.put("leads", lead);
        QVERIFY(m->open(LeadView::All));
        QTRY_COMPARE(m->model().rowCount(), 1);
    }

private Q_SLOTS:
    void init() { m = std::make_unique<test::LeadsFixture>(); }

    void theOnlyPlumberHasTheLeadAlready()
    {
        CandidateList list;
        Lead lead;
        lead.status = LeadStatus::Assigned;
        lead.assignedPlumberId = QUuid::createUuid();
        Candidate only;
        only.plumberId = *lead.assignedPlumberId;
        list.present(lead, {only}, {});
        QCOMPARE(list.findChild<QLabel *>(QStringLiteral("candidateNobody"))->text(),
                 QStringLiteral("There are no other plumbers."));
    }

    void answersAtAGlance()
    {
        open(maria());
        QCOMPARE(m->find<ElidedLabel>("leadName")->text(), QStringLiteral("Maria Gonzalez"));
        QCOMPARE(m->find<ChipLabel>("leadUrgency")->text(), QStringLiteral("Today"));
        QCOMPARE(m->find<ChipLabel>("leadStatus")->text(), QStringLiteral("New"));
        QCOMPARE(banner(), QStringLiteral("18 minutes left to assign"));
        QCOMPARE(m->find<FactRow>("copyPhone")->text(), QStringLiteral("(512) 555-0143"));
        QCOMPARE(m->find<FactRow>("factAddress")->text(), QStringLiteral("78701"));
        QVERIFY2(!m->find<QWidget>("missingBanner")->isVisible(), "nothing is missing");
        QVERIFY(m->find<FactRow>("factSource")->text().contains(QStringLiteral("a-20981")));
        QCOMPARE(m->find<QLabel>("leadDescription")->text(),
                 QStringLiteral("\u201CWater is coming through the ceiling.\u201D"));
        QCOMPARE(candidates(), QStringList{QStringLiteral("Ann Lee")});
        QCOMPARE(excluded(), (QStringList{QStringLiteral("Bob O'Hara: Doesn't offer Burst Pipe Repair"),
                                          QStringLiteral("Zoë Ångström: Doesn't offer Burst Pipe Repair")}));
        QCOMPARE(m->find<QLabel>("candidateCount")->text(), QStringLiteral("1 of 3 can take it"));
    }

    void moneyShowsOnlyToAdmins_data()
    {
        QTest::addColumn<bool>("admin");
        QTest::addColumn<QString>("price");
        QTest::newRow("staff") << false << QString();
        QTest::newRow("admin") << true << QStringLiteral("$37.50");
    }
    void moneyShowsOnlyToAdmins()
    {
        QFETCH(bool, admin);
        m->office.context.isAdmin = admin;
        open(maria());
        QTEST(m->find<FactRow>("factService")->aside(), "price");
    }

    void aClickCopies()
    {
        open(maria());
        auto *phone = m->find<FactRow>("copyPhone");
        QCOMPARE(phone->aside(), QStringLiteral("copy"));
        QTest::mouseClick(phone, Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("(512) 555-0143"));
        QCOMPARE(phone->aside(), QStringLiteral("copied"));
        QTRY_COMPARE(phone->aside(), QStringLiteral("copy"));
    }

    void saysWhatIsUnknownAndCopiesNothing()
    {
        QGuiApplication::clipboard()->setText(QStringLiteral("before"));
        nlohmann::json lead = maria();
        lead.update({{"first_name", ""}, {"last_name", ""}, {"email", ""}, {"service_needed", ""}});
        m->office.context.isAdmin = true;
        open(lead);
        QCOMPARE(m->find<ElidedLabel>("leadName")->text(), QStringLiteral("(512) 555-0143"));
        QCOMPARE(m->find<FactRow>("factService")->text(), QStringLiteral("Service unknown"));
        QCOMPARE(m->find<FactRow>("factService")->aside(), QString());
        auto *email = m->find<FactRow>("copyEmail");
        QCOMPARE(email->text(), QStringLiteral("No e-mail"));
        QCOMPARE(email->aside(), QString());
        QCOMPARE(email->focusPolicy(), Qt::NoFocus);
        QTest::mouseClick(email, Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("before"));
        QVERIFY(!m->actions->copyEmail->isEnabled());
        QVERIFY(m->actions->copyPhone->isEnabled());
        QVERIFY(candidates().isEmpty());
        QVERIFY(m->find<QLabel>("candidateNobody")->text().startsWith(QStringLiteral("The service is unknown")));
    }

    void aMissingPhoneIsNoNumber()
    {
        nlohmann::json lead = maria();
        lead["phone_number"] = "";
        open(lead);
        QCOMPARE(m->find<FactRow>("copyPhone")->text(), QStringLiteral("No phone"));
        QVERIFY(!m->actions->copyPhone->isEnabled());
        QVERIFY(m->actions->copyEmail->isEnabled());
    }

    void whatIsMissingIsOneClickFromItsField_data()
    {
        QTest::addColumn<QByteArray>("changes");
        QTest::addColumn<QString>("sentence");
        QTest::addColumn<QString>("field");
        QTest::newRow("two") << QByteArray("{\"last_name\":\"\",\"email\":\"\"}")
                             << QStringLiteral("Still missing: last name, e-mail") << QStringLiteral("last_name");
        QTest::newRow("the service") << QByteArray("{\"service_needed\":\"\"}")
                                     << QStringLiteral("Still missing: service") << QStringLiteral("service_needed");
    }
    void whatIsMissingIsOneClickFromItsField()
    {
        QFETCH(QByteArray, changes);
        QFETCH(QString, sentence);
        QFETCH(QString, field);
        nlohmann::json lead = maria();
        lead.update(nlohmann::json::parse(changes.toStdString()));
        open(lead);
        QCOMPARE(m->find<DeadlineBanner>("missingBanner")->sentence(), sentence);
        QTest::mouseClick(m->find<QPushButton>("fillIn"), Qt::LeftButton);
        auto *form = m->find<QDialog>("leadForm");
        QTRY_VERIFY(form->isVisible());
        auto *editor = form->findChild<QWidget *>(field);
        QTRY_VERIFY(form->focusWidget() == editor || editor->isAncestorOf(form->focusWidget()));
        form->reject();
    }

    void aCompletedLeadMissesNothing()
    {
        nlohmann::json lead = maria();
        lead.update({{"email", ""}, {"status", "completed"}, {"closed_reason", "lost"}});
        open(lead);
        QVERIFY(!m->find<QWidget>("missingBanner")->isVisible());
        QCOMPARE(m->find<FactRow>("copyEmail")->text(), QStringLiteral("No e-mail"));
    }

    void theWholeAddressAndExtensionAreCopied()
    {
        nlohmann::json lead = maria();
        lead.update({{"street", "12 Main St"}, {"city", "Austin"}, {"state", "TX"}, {"phone_extension", "12"}});
        open(lead);
        QTest::mouseClick(m->find<FactRow>("factAddress"), Qt::LeftButton);
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("12 Main St, Austin, TX 78701"));
        m->actions->copyPhone->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("(512) 555-0143 ext. 12"));
    }

    void whatIsChargedToNobodyIsMarked_data()
    {
        QTest::addColumn<QByteArray>("changes");
        QTest::addColumn<bool>("test");
        QTest::addColumn<QString>("remark");
        QTest::addColumn<QString>("price");
        QTest::newRow("a customer") << QByteArray("{\"has_real_phone\":true}") << false << QString()
                                    << QStringLiteral("$37.50");
        QTest::newRow("not checked") << QByteArray("{}") << false << QString() << QStringLiteral("$37.50");
        QTest::newRow("a test") << QByteArray("{\"is_test\":true}") << true << QString()
                                << QStringLiteral("not charged");
        QTest::newRow("no such number") << QByteArray("{\"has_real_phone\":false}") << false
                                        << QStringLiteral("not a real number") << QStringLiteral("not charged");
    }
    void whatIsChargedToNobodyIsMarked()
    {
        QFETCH(QByteArray, changes);
        m->office.context.isAdmin = true;
        nlohmann::json lead = maria();
        lead.update(nlohmann::json::parse(changes.toStdString()));
        open(lead);
        QTEST(m->find<ChipLabel>("leadTest")->isVisible(), "test");
        QTEST(m->find<FactRow>("copyPhone")->remark(), "remark");
        QTEST(m->find<FactRow>("factService")->aside(), "price");
        QVERIFY(m->find<FactRow>("copyPhone")->toolTip().contains(QStringLiteral("charged to nobody")) ==
                !m->find<FactRow>("copyPhone")->remark().isEmpty());
    }

    void whatTheSourceChargedShowsOnlyToAdmins_data()
    {
        QTest::addColumn<bool>("admin");
        QTest::newRow("staff") << false;
        QTest::newRow("admin") << true;
    }
    void whatTheSourceChargedShowsOnlyToAdmins()
    {
        QFETCH(bool, admin);
        m->office.context.isAdmin = admin;
        nlohmann::json lead = maria();
        lead["source_cost_cents"] = 1850;
        open(lead);
        auto *cost = m->find<FactRow>("factCost");
        QCOMPARE(cost->isVisible(), admin);
        QCOMPARE(cost->aside(), admin ? QStringLiteral("$18.50") : QString());
    }

    void answersAndOriginAreListed()
    {
        nlohmann::json lead = maria();
        lead["answers"] = {{"How many <b>sinks</b>?", 2}, {"Pets", {"dog", "cat"}}};
        lead["origin"] = {{"utm_source", "google"}, {"aff_id", "x9"}};
        open(lead);
        QCOMPARE(listed("leadAnswers"),
                 (QStringList{QStringLiteral("How many <b>sinks</b>?: 2"), QStringLiteral("Pets: dog, cat")}));
        QCOMPARE(listed("leadOrigin"),
                 (QStringList{QStringLiteral("Campaign source: google"), QStringLiteral("aff_id: x9")}));
        QVERIFY(!m->find<QWidget>("leadAnswers")->findChild<QPushButton *>(QStringLiteral("moreFacts"))->isVisible());
    }

    void manyAndLongAnswersAreCutUntilAllAreWanted()
    {
        nlohmann::json lead = maria();
        for (int i = 0; i < 9; ++i)
            lead["answers"]["Question " + std::to_string(i)] = std::string(500, 'a') + " end";
        open(lead);
        QCOMPARE(listed("leadAnswers").size(), 6);
        auto *text = m->find<QWidget>("leadAnswers")->findChild<QLabel *>(QStringLiteral("listedText"));
        QVERIFY(text->text().endsWith(QChar(0x2026)));
        auto *more = m->find<QWidget>("leadAnswers")->findChild<QPushButton *>(QStringLiteral("moreFacts"));
        QCOMPARE(more->text(), QStringLiteral("Show all"));
        QTest::mouseClick(more, Qt::LeftButton);
        QCOMPARE(listed("leadAnswers").size(), 9);
        text = m->find<QWidget>("leadAnswers")->findChild<QLabel *>(QStringLiteral("listedText"));
        QVERIFY(text->text().endsWith(QStringLiteral("end")));
        m->assignElsewhere(1, 2);
        QTRY_COMPARE(m->find<FactRow>("factPlumber")->text(), QStringLiteral("Bob O'Hara"));
        QVERIFY2(listed("leadAnswers").size() == 9, "what is open stays open");
        QTest::mouseClick(more, Qt::LeftButton);
        QCOMPARE(listed("leadAnswers").size(), 6);
    }

    void aLeadWithoutAnswersHasNoList()
    {
        open(maria());
        QVERIFY(m->find<QWidget>("leadAnswers")->isHidden());
        QVERIFY(m->find<QWidget>("leadOrigin")->isHidden());
    }

    void aCandidatesButtonAssigns()
    {
        open(maria());
        QTest::mouseClick(m->find<QPushButton>("candidateAssign"), Qt::LeftButton);
        QTRY_COMPARE(m->find<ChipLabel>("leadStatus")->text(), QStringLiteral("Assigned"));
        QVERIFY(banner().startsWith(QStringLiteral("Waiting for Ann Lee since ")));
        QCOMPARE(m->find<FactRow>("factPlumber")->text(), QStringLiteral("Ann Lee"));
        QTRY_VERIFY(history().contains(QStringLiteral("You assigned this to Ann Lee")));
        QVERIFY2(candidates().isEmpty(), "the one who has it is no candidate");
    }

    void anExcludedOneIsAssignedAfterAQuestion()
    {
        open(maria());
        auto *bob = m->find<ExcludedCandidate>("candidateExcluded");
        bob->setFocus();
        QTest::keyClick(bob, Qt::Key_Return);
        QVERIFY(bob->asks());
        QTest::keyClick(bob, Qt::Key_Escape);
        QVERIFY(!bob->asks());
        QTest::keyClick(bob, Qt::Key_Space);
        QVERIFY(bob->asks());
        m->table().setFocus();
        QVERIFY2(!bob->asks(), "the question goes with the focus");
        QCOMPARE(m->find<ChipLabel>("leadStatus")->text(), QStringLiteral("New"));
        bob->setFocus();
        QTest::keyClick(bob, Qt::Key_Return);
        QTest::keyClick(bob, Qt::Key_Return);
        QTRY_COMPARE(m->find<FactRow>("factPlumber")->text(), QStringLiteral("Bob O'Hara"));
    }

    void theSecondHalfOfADoubleClickAssignsNobody()
    {
        open(maria());
        const auto clickAgain = [](QWidget *widget) {
            QMouseEvent again(QEvent::MouseButtonDblClick, QPointF(5, 5), widget->mapToGlobal(QPointF(5, 5)),
                              Qt::LeftButton, Qt::LeftButton, {});
            QCoreApplication::sendEvent(widget, &again);
            QTest::mouseRelease(widget, Qt::LeftButton, {}, QPoint(5, 5));
        };
        auto *bob = m->find<ExcludedCandidate>("candidateExcluded");
        QTest::mouseClick(bob, Qt::LeftButton);
        QVERIFY(bob->asks());
        clickAgain(bob);
        QVERIFY(bob->asks());
        auto *assign = m->find<QPushButton>("candidateAssign");
        const QSignalSpy clicked(assign, &QPushButton::clicked);
        clickAgain(assign);
        QCOMPARE(clicked.count(), 0);
        QCOMPARE(m->office.transport.countOf("PATCH", "/"), 0);
    }

    void saysHowLongMessagesAndChargeStillWait_data()
    {
        QTest::addColumn<bool>("admin");
        QTest::addColumn<bool>("duplicate");
        QTest::addColumn<QString>("what");
        QTest::newRow("admin") << true << false << QStringLiteral("Messages and charge");
        QTest::newRow("staff, who see no money") << false << false << QStringLiteral("Messages");
        QTest::newRow("a duplicate, which is free") << true << true << QStringLiteral("Messages");
    }
    void saysHowLongMessagesAndChargeStillWait()
    {
        QFETCH(bool, admin);
        QFETCH(bool, duplicate);
        m->office.context.isAdmin = admin;
        nlohmann::json lead = maria();
        lead.update({{"status", "assigned"},
                     {"assigned_plumber_id", FakeTransport::plumberId(1)},
                     {"assigned_at", m->office.now.addSeconds(-2).toString().toStdString()}});
        if (duplicate)
            lead["duplicate_of"] = FakeTransport::leadId(77);
        m->office.transport.fillOffice(0);
        m->office.transport.put("settings", {{"key", "grace_seconds"}, {"value", 10}, {"version", 1}});
        m->office.transport.put("leads", lead);
        QVERIFY(m->open(LeadView::All));
        QTRY_COMPARE(m->model().rowCount(), 1);
        auto *grace = m->find<FactRow>("factGrace");
        QTRY_VERIFY(grace->isVisible());
        QTEST(grace->text(), "what");
        QCOMPARE(grace->aside(), QStringLiteral("will be sent in 8 s"));
        m->office.now = m->office.now.addSeconds(3);
        QTRY_COMPARE(grace->aside(), QStringLiteral("will be sent in 5 s"));
        m->office.now = m->office.now.addSeconds(5);
        QTRY_VERIFY(grace->isHidden());
    }

    void theHistorySaysWhy()
    {
        open(maria());
        QTest::mouseClick(m->find<QPushButton>("candidateAssign"), Qt::LeftButton);
        QTRY_VERIFY(m->find<QPushButton>("historyWhy"));
        auto *reasons = m->find<QLabel>("historyReasons");
        QVERIFY(!reasons->isVisible());
        m->find<QPushButton>("historyWhy")->setFocus();
        QTest::keyClick(m->find<QPushButton>("historyWhy"), Qt::Key_Space);
        QVERIFY(reasons->isVisible());
        QVERIFY2(reasons->text().startsWith(QStringLiteral("The best of 1 who could take it: ")),
                 qPrintable(reasons->text()));
        QVERIFY(reasons->text().contains(QStringLiteral("Left out: 2 without this service.")));
    }

    void saysWhyItNeedsTheOffice_data()
    {
        QTest::addColumn<QString>("attention");
        QTest::addColumn<QString>("words");
        QTest::newRow("nobody") << QStringLiteral("nobody") << QStringLiteral("Nobody can take it");
        QTest::newRow("unanswered") << QStringLiteral("unanswered") << QStringLiteral("No answer in time");
        QTest::newRow("declined") << QStringLiteral("declined") << QStringLiteral("Declined");
        QTest::newRow("returned") << QStringLiteral("returned") << QStringLiteral("Taken back");
    }
    void saysWhyItNeedsTheOffice()
    {
        QFETCH(QString, attention);
        QFETCH(QString, words);
        nlohmann::json lead = maria();
        lead["attention"] = attention.toStdString();
        open(lead);
        QVERIFY2(banner().startsWith(words + QStringLiteral(" \u00B7 18 minutes left")), qPrintable(banner()));
    }

    void followsWhatOthersDo()
    {
        open(maria());
        m->assignElsewhere(1, 2);
        QTRY_COMPARE(m->find<FactRow>("factPlumber")->text(), QStringLiteral("Bob O'Hara"));
        QTRY_COMPARE(history().value(1), QStringLiteral("Ada assigned this to Bob O'Hara"));
    }

    void oneLeadsHistoryNeverShowsUnderAnother()
    {
        m->office.transport.fillOffice(2);
        m->office.transport.put("lead_events", {{"id", 1},
                                                {"lead_id", FakeTransport::leadId(1)},
                                                {"kind", "note"},
                                                {"actor", "ada@office.test"},
                                                {"plumber_id", nullptr},
                                                {"note", "first lead's note"},
                                                {"at", m->office.transport.nextTime()}});
        QVERIFY(m->open(LeadView::All));
        QTRY_COMPARE(m->model().rowCount(), 2);
        const auto select = [this](int number) {
            return m->table().selectLead(QUuid::fromString(QString::fromStdString(FakeTransport::leadId(number))));
        };
        QVERIFY(select(1));
        QTRY_COMPARE(history().value(1), QStringLiteral("Ada: first lead's note"));
        m->office.transport.setHanging(true);
        const auto asked = [this] { return m->office.transport.countOf("GET", "/rest/v1/lead_events"); };
        const int before = asked();
        QVERIFY(select(2));
        QVERIFY(select(1));
        QVERIFY(history().isEmpty());
        QTRY_VERIFY(asked() > before);
        // The answer about the first lead comes late; the one about the second not at all.
        const QUuid second = QUuid::fromString(QString::fromStdString(FakeTransport::leadId(2)));
        const QByteArray target =
            supabase::Query("lead_events").select(LeadEvent::columns()).eq("lead_id", second).target();
        m->office.transport.answerNext("GET", target, [](const auto &) {
            return Result<supabase::HttpResponse>(Error{ErrorCode::Unavailable, QStringLiteral("down")});
        });
        QVERIFY(select(2));
        QTRY_VERIFY(m->office.transport.countOf("GET", target) > 0);
        m->office.transport.release();
        QTRY_VERIFY(
            m->find<QLabel>("historyState")->text().startsWith(QStringLiteral("The history could not be loaded. ")));
        QVERIFY(history().isEmpty());
    }

    void aHistoryThatCantBeReadIsExplained()
    {
        const QByteArray history = supabase::Query("lead_events").select(LeadEvent::columns()).target();
        m->office.transport.answerNext("GET", history, [](const auto &) {
            return Result<supabase::HttpResponse>(Error{ErrorCode::Unavailable, QStringLiteral("down")});
        });
        open(maria());
        QTRY_VERIFY(
            m->find<QLabel>("historyState")->text().startsWith(QStringLiteral("The history could not be loaded. ")));
    }

    void leadsTheWayToTheEarlierLead()
    {
        nlohmann::json second = maria();
        second.update(
            {{"id", FakeTransport::leadId(2)}, {"duplicate_of", FakeTransport::leadId(1)}, {"last_name", "Again"}});
        m->office.transport.fillOffice(1);
        m->office.transport.put("leads", second);
        QVERIFY(m->open(LeadView::All));
        QTRY_COMPARE(m->model().rowCount(), 2);
        QVERIFY(m->table().selectLead(QUuid::fromString(QString::fromStdString(FakeTransport::leadId(2)))));
        auto *earlier = m->find<FactRow>("factDuplicate");
        QVERIFY(earlier->isVisible());
        QTest::mouseClick(earlier, Qt::LeftButton);
        QCOMPARE(m->currentName(), QStringLiteral("Customer Number1"));
        QVERIFY(!earlier->isVisible());
    }

    void saysSoWhenNothingIsSelected()
    {
        m->office.transport.fillOffice(0);
        QVERIFY(m->open());
        QVERIFY(m->find<QWidget>("noLeadSelected")->isVisible());
        QVERIFY(pane()->lead().isNull());
    }
};

QTEST_MAIN(DetailPaneTest)
#include "tst_detailpane.moc"
