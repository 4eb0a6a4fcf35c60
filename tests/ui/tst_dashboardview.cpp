#include "models/stats/leadstats.h"
#include "models/stats/offerreader.h"
#include "tests/support/leadsof.h"
#include "tests/support/sourcerows.h"
#include "tests/support/testwords.h"
#include "tests/ui/billingfixture.h"
#include "ui/dashboard/dashboardview.h"
#include "ui/dashboard/dashboardwords.h"
#include "ui/dashboard/ranklist.h"
#include "ui/dashboard/timechart.h"
#include "ui/office/sourcecontext.h"
#include "ui/style/theme.h"
#include "ui/widgets/filterchip.h"
#include "ui/widgets/plainlabel.h"
#include "ui/widgets/statepage.h"

#include <QAction>
#include <QDateEdit>
#include <QFile>
#include <QImage>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>
#include <QThreadPool>

#include <limits>

using namespace pl;
using namespace pl::ui;
using pl::test::FakeTransport;
using pl::test::words;

/// The dashboard by its keys, for admins and staff.
class TestDashboardView : public QObject
{
    Q_OBJECT

    struct Wanted
    {
        tables::LeadFilter filter;
        QString title;
    };

    std::unique_ptr<test::BillingFixture> m_billing;
    std::unique_ptr<replica::SourceBook> m_book;
    std::unique_ptr<replica::SourceCommands> m_commands;
    std::unique_ptr<replica::SourceTester> m_tester;
    std::unique_ptr<SourceContext> m_sources;
    std::unique_ptr<stats::OfferReader> m_offers;
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<DashboardView> m_view;
    QTemporaryDir m_folder;
    QStringList m_told;
    QList<Wanted> m_wanted;
    QList<QDate> m_months;

    FakeTransport &store() { return m_billing->office.transport; }
    replica::OfficeReplica &replica() { return m_billing->office.replica; }
    template <class W>
    W *find(const char *name)
    {
        return m_view->findChild<W *>(QLatin1StringView(name));
    }
    QString text(const char *label) { return find<PlainLabel>(label)->text(); }
    void press(QWidget *widget, Qt::Key key) { QTest::keyClick(widget, key); }
    void press(Qt::Key key) { QTest::keyClick(m_view->window()->focusWidget(), key); }
    int rows(const tables::LeadFilter &filter)
    {
        const QList<Lead> leads = test::leadsOf(replica());
        return static_cast<int>(std::count_if(leads.begin(), leads.end(), [&](const Lead &lead) {
            return filter.matches(lead, replica(), m_billing->office.now);
        }));
    }
    void putLead(int number, int daysAgo, const char *urgency, const nlohmann::json &changes = nlohmann::json::object())
    {
        nlohmann::json lead = FakeTransport::lead(number, "Rosa", "Example");
        lead["created_at"] = m_billing->office.now.addSeconds(-qint64(daysAgo) * 86400).toString().toStdString();
        lead["urgency"] = urgency;
        lead.update(changes);
        store().put("leads", lead);
    }
    void open(bool admin = true)
    {
        test::OfficeFixture &office = m_billing->office;
        if (!admin) {
            office.context.isAdmin = false;
            office.context.billing = nullptr;
            office.context.sources = nullptr;
        }
        m_theme = std::make_unique<Theme>(office.settings);
        m_view = std::make_unique<DashboardView>(office.context);
        connect(m_view.get(), &DashboardView::noticeWanted, this, [this](const QString &told) { m_told += told; });
        connect(m_view.get(), &DashboardView::leadsWanted, this,
                [this](const tables::LeadFilter &filter, const QString &title) {
                    m_wanted += {filter, title};
                });
        connect(m_view.get(), &DashboardView::paymentsWanted, this, [this](QDate month) { m_months += month; });
        m_view->resize(1400, 900);
        m_view->show();
        m_view->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_view.get()));
        if (admin)
            m_book->load();
        QVERIFY(m_billing->load());
        if (replica().hasLeads())
            QTRY_VERIFY(m_view->stats());
        m_view->focusFirst();
    }

private Q_SLOTS:
    void init()
    {
        m_told.clear();
        m_wanted.clear();
        m_months.clear();
        m_billing = std::make_unique<test::BillingFixture>();
        test::OfficeFixture &office = m_billing->office;
        m_book = std::make_unique<replica::SourceBook>(office.client);
        m_commands = std::make_unique<replica::SourceCommands>(office.client, *m_book);
        m_tester = std::make_unique<replica::SourceTester>(office.client, office.replica);
        m_sources.reset(new SourceContext{*m_book, *m_commands, *m_tester});
        m_offers = std::make_unique<stats::OfferReader>(office.client);
        office.context.sources = m_sources.get();
        office.context.offers = m_offers.get();
        store().put("lead_sources", test::sourceRow(1, "website", "form"));
    }
    void cleanup()
    {
        m_view.reset();
        m_theme.reset();
        m_offers.reset();
        m_sources.reset();
        m_tester.reset();
        m_commands.reset();
        m_book.reset();
        m_billing.reset();
    }

    void everyClickShowsAsManyLeadsAsItSays()
    {
        for (int number = 10; number < 40; ++number)
            putLead(number, number % 7, number % 2 ? "day" : "week",
                    number % 3 ? nlohmann::json{{"source_id", test::sourceIdText(1)}} : nlohmann::json::object());
        open();
        QTRY_COMPARE(m_view->stats()->now.leads,
                     rows(stats::receivedIn(m_view->stats()->query, m_view->stats()->query.range)));
        auto *days = find<TimeChart>("daysChart");
        const int today = static_cast<int>(days->data().places()) - 1;
        QTest::mouseClick(days, Qt::LeftButton, {}, days->pointOf(today, 0));
        QCOMPARE(m_wanted.size(), 1);
        QCOMPARE(rows(m_wanted.last().filter), m_view->stats()->days.last()[0]);
        QVERIFY(m_wanted.last().title.endsWith(words("Today")));
        days->setFocus();
        press(days, Qt::Key_End);
        press(days, Qt::Key_Return);
        const stats::ByUrgency &sum = m_view->stats()->days.last();
        QCOMPARE(rows(m_wanted.last().filter), sum[0] + sum[1] + sum[2]);
        for (const char *list : {"sourceRanks", "serviceRanks"}) {
            auto *ranks = find<RankList>(list);
            ranks->setCurrentRow(0);
            press(ranks, Qt::Key_Return);
            QVERIFY(rows(m_wanted.last().filter) > 0);
        }
        QCOMPARE(rows(m_wanted.at(2).filter), m_view->stats()->sources.first().received);
        QCOMPARE(rows(m_wanted.at(3).filter), m_view->stats()->services.first().leads);
    }

    void openLeadsAreCountedByAge()
    {
        putLead(10, 400, "day");
        open();
        auto *ages = find<RankList>("ageRanks");
        const int last = ages->count() - 1;
        QTRY_VERIFY(ages->valueOf(last).toInt() > 0);
        ages->setCurrentRow(last);
        press(ages, Qt::Key_Return);
        QCOMPARE(rows(m_wanted.last().filter), ages->valueOf(last).toInt());
    }

    void arrowsMoveTheRangeButNotBeyondToday()
    {
        open();
        QCOMPARE(find<QPushButton>("rangeButton")->text(), words("Last 30 days"));
        const QDate today = m_view->stats()->query.range.to;
        find<QAction>("dashboardOnAction")->trigger();
        QCOMPARE(find<QPushButton>("rangeButton")->text(), words("Last 30 days"));
        press(Qt::Key_Left);
        QTRY_COMPARE(m_view->stats()->query.range, (stats::DayRange{today.addDays(-59), today.addDays(-30)}));
        press(Qt::Key_Right);
        QTRY_COMPARE(m_view->stats()->query.range, (stats::DayRange{today.addDays(-29), today}));
    }

    void anOwnRangeIsTakenByKeysAndRemembered()
    {
        open();
        const QDate today = m_view->stats()->query.range.to;
        press(Qt::Key_R);
        auto *from = m_view->window()->findChild<QDateEdit *>(words("rangeFrom"));
        QTRY_VERIFY(from->isVisible());
        from->setDate(today.addDays(-2));
        press(Qt::Key_Return);
        QTRY_COMPARE(m_view->stats()->query.range, (stats::DayRange{today.addDays(-2), today}));
        QCOMPARE(m_billing->office.settings.value(words("dashboard/range")).toString(), words("own"));
    }

    void sourcesAndServicesNarrowEveryNumber()
    {
        putLead(10, 0, "day", {{"source_id", test::sourceIdText(1)}});
        open();
        auto *sources = find<FilterChip>("dashboardSources");
        QTRY_VERIFY(sources->isVisible());
        sources->setChosen({test::sourceId(1).toString(QUuid::WithoutBraces)});
        QTRY_COMPARE(m_view->stats()->now.leads, 1);
        find<FilterChip>("dashboardServices")->setChosen({QString()});
        QTRY_COMPARE(m_view->stats()->now.leads, 0);
    }

    void adminsSeeMoneyAndItsMonthLeadsToBilling()
    {
        store().putPayment(1, "succeeded", 6000);
        open();
        QTRY_COMPARE(text("cardRevenueNumber"), words("$60.00"));
        QTRY_COMPARE(text("cardMarginNumber"), words("$60.00"));
        auto *months = find<TimeChart>("monthsChart");
        months->setFocus();
        press(months, Qt::Key_End);
        press(months, Qt::Key_Return);
        QCOMPARE(m_months, QList<QDate>{m_view->stats()->months.last().month});
        QVERIFY(find<QTableWidget>("sourceFigures")->isVisible());
    }

    void staffSeeNoMoneyAndNoSources()
    {
        store().putPayment(1, "succeeded", 6000);
        open(false);
        QVERIFY(!find<QWidget>("cardRevenue"));
        QVERIFY(!find<QWidget>("cardMargin"));
        for (const char *name : {"monthsChart", "sourceRanks", "sourceFigures", "dashboardSources"})
            QVERIFY2(!find<QWidget>(name)->isVisible(), name);
        for (const PlainLabel *label : m_view->findChildren<PlainLabel *>())
            QVERIFY2(!label->text().contains(u'$'), qPrintable(label->text()));
        QCOMPARE(m_view->stats()->now.paidCents, 0);
    }

    void anEmptyOfficeIsToldSo()
    {
        test::OfficeFixture office;
        office.transport.fillOffice(0);
        stats::OfferReader offers(office.client);
        office.context.offers = &offers;
        DashboardView view(office.context);
        view.resize(1400, 900);
        view.show();
        office.start();
        const auto *state = view.findChild<StatePage *>(words("dashboardState"));
        QTRY_COMPARE(state->headline(), words("No leads yet"));
        QVERIFY(state->isVisible());
        office.transport.put("leads", FakeTransport::lead(1, "Rosa", "Example"));
        QTRY_VERIFY(!state->isVisible());
        QCOMPARE(view.stats()->query.zone, office.replica.settings().dispatch.zone());
    }

    void filesAreWrittenWhole()
    {
        open();
        for (const char *action : {"dashboardPngAction", "dashboardPdfAction"}) {
            m_told.clear();
            m_billing->savePath = m_folder.filePath(words(action));
            find<QAction>(action)->trigger();
            QTRY_COMPARE(m_told.size(), 1);
            QVERIFY2(m_told.first().endsWith(words("was saved")), qPrintable(m_told.first()));
        }
        const QImage image(m_folder.filePath(words("dashboardPngAction")), "PNG");
        QVERIFY(image.width() > 1000);
        QFile pdf(m_folder.filePath(words("dashboardPdfAction")));
        QVERIFY(pdf.open(QIODevice::ReadOnly));
        QVERIFY(pdf.read(5) == "%PDF-");
        QVERIFY(pdf.size() > 2000);
    }

    void aFileThatCannotBeWrittenIsTold()
    {
        open();
        m_billing->savePath = m_folder.filePath(words("no such folder/dashboard.png"));
        find<QAction>("dashboardPngAction")->trigger();
        QTRY_COMPARE(m_told.size(), 1);
        QVERIFY2(m_told.first().contains(words("could not be written: the folder no longer exists")),
                 qPrintable(m_told.first()));
    }

    void monthsAreComparedWithMonths()
    {
        QCOMPARE(comparedText(12, 10, {QDate(2026, 11, 1), QDate(2026, 11, 30)}), words("+20% on the month before"));
        QCOMPARE(comparedText(12, 0, {QDate(2026, 2, 1), QDate(2026, 2, 28)}), words("none in the month before"));
        const QString days = comparedText(9, 10, {QDate(2026, 11, 2), QDate(2026, 11, 30)});
        QVERIFY2(days.startsWith(QStringLiteral("\u221210% on the 29 day")), qPrintable(days));
    }

    void aWeekWithoutAssignmentsHasNoTimes()
    {
        open();
        QTRY_VERIFY(find<TimeChart>("timesChart")->data().places() > 0);
        for (const QString &week : find<TimeChart>("timesChart")->data().words)
            QVERIFY2(!week.contains(words(", 0 of them")), qPrintable(week));
    }

    void aLineAlongZeroIsThere()
    {
        ChartData chart;
        chart.words = QStringList{words("a"), words("b")};
        chart.series = {{words("median"), &Colors::amber, {0, std::numeric_limits<double>::quiet_NaN()}}};
        QVERIFY(chart.isEmpty());
        chart.kind = ChartData::Kind::Lines;
        QVERIFY(!chart.isEmpty());
    }

    void daysAreTheOffices()
    {
        // Fourteen hours before, or after, wherever this runs.
        const QByteArray zone = QTimeZone::systemTimeZone().offsetFromUtc(QDateTime::currentDateTimeUtc()) > 0
                                    ? "Pacific/Honolulu"
                                    : "Pacific/Kiritimati";
        store().put("settings", {{"key", "office_time_zone"}, {"value", zone.toStdString()}, {"version", 1}});
        open();
        QTRY_COMPARE(m_view->stats()->query.zone.id(), zone);
    }

    /// Nothing of an office is left for whoever signs in next.
    void numbersOfAnOfficeThatWasLeftAreDropped()
    {
        open();
        find<QAction>("dashboardBackAction")->trigger(); // counts on a worker
        m_view->hide();
        replica().clear();
        QVERIFY(QThreadPool::globalInstance()->waitForDone(60'000));
        QCoreApplication::processEvents();
        QVERIFY(!m_view->stats());
    }

    void theThemeChangesWhileItIsShown()
    {
        open();
        auto *days = find<TimeChart>("daysChart");
        const auto corner = [days] { return days->grab().toImage().pixelColor(2, 2); };
        m_theme->setAppearance(Appearance::Light);
        QTRY_COMPARE(corner(), lightColors().panel);
        m_theme->setAppearance(Appearance::Dark);
        QTRY_COMPARE(corner(), darkColors().panel);
    }

    void screenReadersGetEveryNumber()
    {
        putLead(10, 0, "day");
        open();
        for (const TimeChart *chart : m_view->findChildren<TimeChart *>()) {
            QVERIFY(!chart->accessibleName().isEmpty());
            QVERIFY(!chart->accessibleDescription().isEmpty());
        }
        auto *services = find<RankList>("serviceRanks");
        QTRY_VERIFY(services->count() > 0);
        QVERIFY(services->item(0)->data(Qt::AccessibleTextRole).toString().contains(services->item(0)->text()));
    }

    /// They are counted elsewhere: the window answers meanwhile, and the numbers come.
    void aHundredThousandLeadsAreCounted()
    {
        open();
        for (int number = 0; number < 100'000; ++number) {
            Lead lead;
            lead.id = QUuid::createUuid();
            lead.createdAt = lead.updatedAt = m_billing->office.now.addSeconds(-(number % 2'000'000));
            m_billing->office.replica.apply(lead);
        }
        QTRY_VERIFY_WITH_TIMEOUT(m_view->stats()->now.leads >= 100'000, 60'000);
        QCOMPARE(m_view->stats()->now.leads,
                 rows(stats::receivedIn(m_view->stats()->query, m_view->stats()->query.range)));
    }
};

QTEST_MAIN(TestDashboardView)
#include "tst_dashboardview.moc"
