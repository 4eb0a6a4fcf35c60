#include "models/domain/donotcontact.h"
#include "ui/words/errortext.h"
#include "ui/words/hourswords.h"
#include "ui/words/leadwords.h"
#include "ui/words/moments.h"
#include "ui/words/plumberwords.h"
#include "ui/words/words.h"

#include <QLocale>
#include <QScopeGuard>
#include <QTest>

using namespace pl;
using namespace pl::ui;

namespace {

constexpr Timestamp kNow{1'795'000'000'000'000};

LeadEvent line(LeadEventKind kind, const QString &actor)
{
    LeadEvent event;
    event.kind = kind;
    event.actor = actor;
    return event;
}

} // namespace

class WordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hoursAsPeopleTypeThem_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *typed, const char *words) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(words);
        };
        row("8-17", "08:00–17:00");
        row("8-5", "08:00–17:00");
        row("8:30 am – 5 pm", "08:30–17:00");
        row("8-5pm", "08:00–17:00");
        row("1-5pm", "13:00–17:00");
        row("1pm-5", "13:00–17:00");
        row("8-12, 1-5", "08:00–12:00, 13:00–17:00");
        row("8 to noon and 1 to 5", "08:00–12:00, 13:00–17:00");
        row("12-5", "12:00–17:00");
        row("9 to midnight", "09:00–midnight");
        row("0:00-24:00", "00:00–midnight");
        row("17.30-21", "17:30–21:00");
        row("830-1700", "08:30–17:00");
        row("12am-12pm", "00:00–12:00");
        row("", "");
        row("all day", "wrong");
        row("8", "wrong");
        row("8-9-10", "wrong");
        row("9-25", "wrong");
        row("8-12, 10-14", "wrong");
        row("22-2", "wrong");
    }
    void hoursAsPeopleTypeThem()
    {
        QFETCH(QString, typed);
        const auto spans = spansOf(typed);
        QTEST(spans ? spansText(*spans) : QStringLiteral("wrong"), "words");
    }

    /// What a field shows is read back as what it was, with any clock.
    void hoursAreReadBack()
    {
        const auto putBack = qScopeGuard([before = QLocale()] { QLocale::setDefault(before); });
        const QList<WorkHours::Span> spans{{QTime(0, 0), QTime(6, 30)}, {QTime(13, 0), WorkHours::endOfDay()}};
        for (const char *name : {"C", "en_US", "de_DE", "es_MX", "ko_KR", "ar_EG"}) {
            QLocale::setDefault(QLocale(QLatin1StringView(name)));
            const auto read = spansOf(editableSpans(spans));
            QVERIFY2(read && *read == spans, name);
        }
    }

    void aWeekIsSaidInOneLine()
    {
        WorkHours hours;
        QCOMPARE(hoursText(hours), QStringLiteral("Any time"));
        hours.always = false;
        QCOMPARE(hoursText(hours), QStringLiteral("Never"));
        for (std::size_t day = 0; day < 5; ++day)
            hours.days[day] = {{QTime(8, 0), QTime(17, 0)}};
        hours.days[6] = {{QTime(9, 0), QTime(12, 0)}};
        QCOMPARE(hoursText(hours), QString::fromUtf8("Mon–Fri 08:00–17:00; Sun 09:00–12:00"));
    }

    void papersSayWhenTheyRunOut_data()
    {
        QTest::addColumn<QDate>("expires");
        QTest::addColumn<QString>("phrase");
        QTest::addColumn<QString>("cell");
        QTest::newRow("gone") << QDate(2026, 11, 3) << QStringLiteral("expired Nov 3")
                              << QStringLiteral("expired Nov 3");
        QTest::newRow("today") << QDate(2026, 11, 18) << QStringLiteral("expires today") << QStringLiteral("today");
        QTest::newRow("tomorrow") << QDate(2026, 11, 19) << QStringLiteral("expires Nov 19, in 1 day")
                                  << QStringLiteral("Nov 19, in 1 day");
        QTest::newRow("later") << QDate(2027, 12, 1) << QStringLiteral("valid until Dec 1, 2027")
                               << QStringLiteral("Dec 1, 2027");
    }
    void papersSayWhenTheyRunOut()
    {
        QFETCH(QDate, expires);
        QTEST(expiryPhrase(expires, QDate(2026, 11, 18)), "phrase");
        QTEST(shortExpiryText(expires, QDate(2026, 11, 18)), "cell");
    }

    void spans_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("words");
        QTest::newRow("seconds") << qint64(45) << QStringLiteral("45 s");
        QTest::newRow("minutes") << qint64(18 * 60 + 59) << QStringLiteral("18 min");
        QTest::newRow("hours") << qint64(3600 + 4 * 60) << QStringLiteral("1 h 04 min");
        QTest::newRow("many hours") << qint64(12 * 3600 + 40 * 60) << QStringLiteral("12 h");
        QTest::newRow("days and hours") << qint64(86400 + 20 * 3600) << QStringLiteral("1 d 20 h");
        QTest::newRow("a whole day") << qint64(86400) << QStringLiteral("1 d");
        QTest::newRow("many days") << qint64(12 * 86400 + 7200) << QStringLiteral("12 d");
        QTest::newRow("a clock that is behind") << qint64(-20) << QStringLiteral("0 s");
    }
    void spans()
    {
        QFETCH(qint64, seconds);
        QTEST(spanText(seconds), "words");
    }

    void deadlines_data()
    {
        QTest::addColumn<qint64>("left");
        QTest::addColumn<QString>("cell");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("18 minutes") << qint64(18 * 60) << QStringLiteral("18 min left")
                                    << QStringLiteral("18 minutes left to assign");
        QTest::newRow("one minute") << qint64(60) << QStringLiteral("1 min left")
                                    << QStringLiteral("1 minute left to assign");
        QTest::newRow("seconds") << qint64(30) << QStringLiteral("30 s left")
                                 << QStringLiteral("Less than a minute left to assign");
        QTest::newRow("hours") << qint64(2 * 3600 + 60) << QStringLiteral("2 h 01 min left")
                               << QStringLiteral("2 hours 1 minute left to assign");
        QTest::newRow("just over") << qint64(-10) << QStringLiteral("10 s overdue")
                                   << QStringLiteral("The time to assign just ran out. Assign now.");
        QTest::newRow("over") << qint64(-12 * 60) << QStringLiteral("12 min overdue")
                              << QStringLiteral("12 minutes overdue. Assign now.");
    }
    void deadlines()
    {
        QFETCH(qint64, left);
        QTEST(deadlineText(kNow.addSeconds(left), kNow), "cell");
        QTEST(deadlineSentence(kNow.addSeconds(left), kNow), "sentence");
    }

    void ages()
    {
        QCOMPARE(agoText(kNow, kNow), QStringLiteral("just now"));
        QCOMPARE(agoText(kNow.addSeconds(-4), kNow), QStringLiteral("4 s ago"));
        QCOMPARE(agoText(kNow.addSeconds(5), kNow), QStringLiteral("just now"));
    }

    void momentsNameTheDayOnlyWhenNeeded()
    {
        const QTime noon(12, 42);
        const auto at = [&](const QDate &day) {
            return Timestamp::fromMSecs(QDateTime(day, noon).toMSecsSinceEpoch());
        };
        const QDate today(2026, 11, 18);
        const Timestamp now = at(today);
        QCOMPARE(momentText(at(today), now), QStringLiteral("12:42"));
        QCOMPARE(momentText(at(today.addDays(-2)), now),
                 QLocale().toString(today.addDays(-2), QStringLiteral("ddd")) + QStringLiteral(" 12:42"));
        QCOMPARE(momentText(at(today.addDays(-40)), now), QStringLiteral("Oct 9, 12:42"));
        QCOMPARE(momentText(at(today.addYears(-1)), now), QStringLiteral("Nov 18, 2025, 12:42"));
        QCOMPARE(dayTimeText(at(today), now), QStringLiteral("Nov 18, 12:42"));
    }

    void daysAndTimesFollowTheLocale_data()
    {
        QTest::addColumn<QString>("locale");
        QTest::addColumn<QStringList>("words");
        QTest::newRow("12 hours, the month first")
            << QStringLiteral("en_US")
            << QStringList{QStringLiteral("5:03 AM"), QStringLiteral("5:03 PM"),     QStringLiteral("Nov 3, 2025"),
                           QStringLiteral("Nov 3"),   QStringLiteral("Wed 5:03 PM"), QStringLiteral("Nov 3, 5:03 PM")};
        QTest::newRow("24 hours, the day first")
            << QStringLiteral("de_DE")
            << QStringList{QStringLiteral("05:03"),   QStringLiteral("17:03"),     QStringLiteral("3. Nov. 2025"),
                           QStringLiteral("3. Nov."), QStringLiteral("Mi. 17:03"), QStringLiteral("3. Nov., 17:03")};
        QTest::newRow("no locale") << QStringLiteral("C")
                                   << QStringList{QStringLiteral("05:03"),       QStringLiteral("17:03"),
                                                  QStringLiteral("Nov 3, 2025"), QStringLiteral("Nov 3"),
                                                  QStringLiteral("Wed 17:03"),   QStringLiteral("Nov 3, 17:03")};
    }
    void daysAndTimesFollowTheLocale()
    {
        QFETCH(QString, locale);
        const QLocale before;
        const auto restore = qScopeGuard([&before] { QLocale::setDefault(before); });
        QLocale::setDefault(QLocale(locale));
        const QTime evening(17, 3);
        const auto at = [](QDate day, QTime time) {
            return Timestamp::fromMSecs(QDateTime(day, time).toMSecsSinceEpoch());
        };
        const Timestamp now = at(QDate(2026, 11, 7), evening); // a Saturday
        QStringList said{timeText(QTime(5, 3)),
                         timeText(evening),
                         dayText(QDate(2025, 11, 3)),
                         dayText(QDate(2026, 11, 3), QDate(2026, 11, 18)),
                         momentText(at(QDate(2026, 11, 4), evening), now),
                         dayTimeText(at(QDate(2026, 11, 3), evening), now)};
        said.replaceInStrings(QString(QChar(0x202F)), QStringLiteral(" ")); // newer data has a narrow blank before "AM"
        QTEST(said, "words");
    }

    void countsHaveTheirPlurals()
    {
        QCOMPARE(leadsText(1), QStringLiteral("1 lead"));
        QCOMPARE(leadsText(0), QStringLiteral("0 leads"));
        QCOMPARE(leadsText(214'802), QStringLiteral("214,802 leads"));
        QCOMPARE(plumbersText(1), QStringLiteral("1 plumber"));
        QCOMPARE(plumbersText(20'000), QStringLiteral("20,000 plumbers"));
    }

    void actors_data()
    {
        QTest::addColumn<QString>("actor");
        QTest::addColumn<QString>("name");
        QTest::newRow("own") << QStringLiteral("Sam@office.test") << QStringLiteral("You");
        QTest::newRow("colleague") << QStringLiteral("ada.moreno@office.test") << QStringLiteral("Ada");
        QTest::newRow("with a tag") << QStringLiteral("bo+x@office.test") << QStringLiteral("Bo");
        QTest::newRow("server") << QStringLiteral("server") << QStringLiteral("The server");
        QTest::newRow("odd") << QStringLiteral("@home") << QStringLiteral("@home");
    }
    void actors()
    {
        QFETCH(QString, actor);
        QTEST(actorName(actor, QStringLiteral("sam@office.test")), "name");
    }

    void historySentences()
    {
        const QString ada = QStringLiteral("ada@office.test");
        const QString ann = QStringLiteral("Ann Lee");
        QCOMPARE(eventSentence(line(LeadEventKind::Assigned, ada), ann, {}),
                 QStringLiteral("Ada assigned this to Ann Lee"));
        QCOMPARE(eventSentence(line(LeadEventKind::Unassigned, ada), ann, {}),
                 QStringLiteral("Ada took this back from Ann Lee"));
        LeadEvent unanswered = line(LeadEventKind::Unassigned, QStringLiteral("server"));
        unanswered.note = QStringLiteral("unanswered");
        QCOMPARE(eventSentence(unanswered, ann, {}), QStringLiteral("Ann Lee didn't answer in time"));
        QCOMPARE(eventSentence(line(LeadEventKind::Received, QStringLiteral("server")), {}, {}),
                 QStringLiteral("Received"));
        QCOMPARE(eventSentence(line(LeadEventKind::Received, ada), {}, {}), QStringLiteral("Ada entered this lead"));
        LeadEvent completed = line(LeadEventKind::Completed, ada);
        completed.note = QStringLiteral("lost");
        QCOMPARE(eventSentence(completed, {}, {}), QStringLiteral("Ada completed this: lost"));
        LeadEvent declined = line(LeadEventKind::Declined, QStringLiteral("server"));
        declined.note = QStringLiteral("too far away");
        QCOMPARE(eventSentence(declined, ann, {}), QStringLiteral("Ann Lee declined: too far away"));
        LeadEvent edited = line(LeadEventKind::Edited, ada);
        edited.note = QStringLiteral("phone_number, zip_code");
        QCOMPARE(eventSentence(edited, {}, {}), QStringLiteral("Ada changed phone number, ZIP code"));
        QCOMPARE(eventSentence(line(LeadEventKind::Imported, ada), {}, {}), QStringLiteral("Ada imported this lead"));
        QCOMPARE(eventSentence(line(LeadEventKind::Withdrawn, ada), {}, {}),
                 QStringLiteral("Ada undid the import of this lead"));
        for (const LeadEventKind kind : {LeadEventKind::Accepted, LeadEventKind::Declined, LeadEventKind::Reopened,
                                         LeadEventKind::Note, LeadEventKind::Erased})
            QVERIFY(!eventSentence(line(kind, ada), ann, {}).isEmpty());
    }

    void reasonsOfCandidates()
    {
        Candidate candidate;
        candidate.leadsToday = 1;
        candidate.dailyLeadCap = 4;
        candidate.miles = 0;
        candidate.paymentReady = true;
        candidate.answers = {9, 1, 9 * 360, std::nullopt};
        QCOMPARE(candidateReasons(candidate),
                 QStringLiteral("Same ZIP code \u00B7 1 of 4 today \u00B7 accepted 9 of 10, in 6 min on average"));
        candidate = {};
        QCOMPARE(candidateReasons(candidate), QStringLiteral("Distance unknown \u00B7 0 today \u00B7 no card yet"));
    }

    void distances_data()
    {
        QTest::addColumn<double>("miles");
        QTest::addColumn<bool>("approximate");
        QTest::addColumn<bool>("tooFar");
        QTest::addColumn<QString>("words");
        QTest::newRow("here") << 0.0 << false << false << QStringLiteral("Same ZIP code");
        QTest::newRow("somewhere here") << 0.0 << true << false << QStringLiteral("About 0.0 miles");
        QTest::newRow("near") << 4.23 << false << false << QStringLiteral("4.2 miles");
        QTest::newRow("far") << 40.6 << false << false << QStringLiteral("41 miles");
        QTest::newRow("about far") << 40.6 << true << false << QStringLiteral("About 41 miles");
        QTest::newRow("just outside of the radius") << 25.1 << false << true << QStringLiteral("26 miles");
    }
    void distances()
    {
        QFETCH(double, miles);
        QFETCH(bool, approximate);
        QFETCH(bool, tooFar);
        Candidate candidate;
        candidate.miles = miles;
        candidate.milesAreApproximate = approximate;
        candidate.exclusion = tooFar ? Exclusion::TooFar : Exclusion::None;
        QTEST(distanceText(candidate), "words");
    }

    void reasonsAgainstCandidates()
    {
        Candidate candidate;
        candidate.exclusion = Exclusion::ServiceNotOffered;
        QCOMPARE(exclusionText(candidate, QStringLiteral("Drain Cleaning")),
                 QStringLiteral("Doesn't offer Drain Cleaning"));
        candidate.exclusion = Exclusion::CapReached;
        candidate.dailyLeadCap = 3;
        QCOMPARE(exclusionText(candidate, {}), QStringLiteral("Daily cap of 3 reached"));
        candidate.exclusion = Exclusion::WeekCapReached;
        candidate.leadsInPeriod = 7;
        candidate.periodCap = 7;
        QCOMPARE(exclusionText(candidate, {}), QStringLiteral("7 of 7 leads this week"));
        candidate.exclusion = Exclusion::MonthCapReached;
        QCOMPARE(exclusionText(candidate, {}), QStringLiteral("7 of 7 leads this month"));
        candidate.exclusion = Exclusion::OffHours;
        QCOMPARE(exclusionText(candidate, {}), QStringLiteral("Has no working hours"));
        candidate.day = QDate(2026, 11, 30);
        candidate.time = QTime(8, 0);
        QCOMPARE(exclusionText(candidate, {}), QStringLiteral("Off until Monday %1").arg(timeText(QTime(8, 0))));
        const QDate expired(QDate::currentDate().year(), 11, 3);
        candidate.day = expired;
        candidate.exclusion = Exclusion::Paused;
        QCOMPARE(exclusionText(candidate, {}), QStringLiteral("Paused until Nov 3"));
        candidate.exclusion = Exclusion::LicenseExpired;
        QCOMPARE(exclusionText(candidate, {}), QStringLiteral("License expired on Nov 3"));
        candidate.exclusion = Exclusion::InsuranceExpired;
        QCOMPARE(exclusionText(candidate, {}), QStringLiteral("Insurance expired on Nov 3"));
        candidate.exclusion = Exclusion::TooFar;
        candidate.miles = 40.6;
        candidate.radiusMiles = 25;
        QCOMPARE(exclusionText(candidate, {}), QStringLiteral("41 miles away, radius 25"));
        for (const Exclusion exclusion :
             {Exclusion::NoCard, Exclusion::Refused, Exclusion::Paused, Exclusion::Removed}) {
            candidate.exclusion = exclusion;
            QVERIFY(!exclusionText(candidate, {}).isEmpty());
        }
    }

    void whoWasLeftOutAndWhy_data()
    {
        QTest::addColumn<Exclusion>("exclusion");
        QTest::addColumn<QString>("words");
        QTest::newRow("week") << Exclusion::WeekCapReached << QStringLiteral("2 at their weekly cap");
        QTest::newRow("month") << Exclusion::MonthCapReached << QStringLiteral("2 at their monthly cap");
        QTest::newRow("hours") << Exclusion::OffHours << QStringLiteral("2 off work");
        QTest::newRow("license") << Exclusion::LicenseExpired << QStringLiteral("2 with an expired license");
        QTest::newRow("insurance") << Exclusion::InsuranceExpired << QStringLiteral("2 with expired insurance");
    }
    void whoWasLeftOutAndWhy()
    {
        QFETCH(Exclusion, exclusion);
        QFETCH(QString, words);
        RankingDecision decision;
        decision.rank = 1;
        decision.excluded = {{exclusion, 2}};
        const QString text = decisionText(decision, {}, [](const QUuid &) { return QString(); });
        QVERIFY2(text.contains(QStringLiteral("Left out: ") + words), qPrintable(text));
    }

    void whyItWasThisPlumber()
    {
        RankingDecision decision;
        Candidate ann;
        ann.plumberId = QUuid(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
        ann.miles = 4.2;
        ann.paymentReady = true;
        Candidate bob = ann;
        bob.plumberId.data1 = 2;
        bob.miles = 9.1;
        decision.chosen = ann;
        decision.rank = 1;
        decision.eligible = 12;
        decision.best = {ann, bob};
        decision.excluded = {{Exclusion::TooFar, 3}, {Exclusion::CapReached, 1}};
        const auto nameOf = [&](const QUuid &id) {
            return id == ann.plumberId ? QStringLiteral("Ann Lee") : QStringLiteral("Bob O'Hara");
        };
        QCOMPARE(decisionText(decision, {}, nameOf),
                 QStringLiteral("The best of 12 who could take it: 4.2 miles \u00B7 0 today.\n"
                                "Also considered: Bob O'Hara (9.1 miles).\n"
                                "Left out: 1 at their daily cap, 3 too far away.\n"
                                "Weights: distance 40, load 20, acceptance 20, speed 10, waiting 10."));
        decision.chosen.exclusion = Exclusion::Paused;
        decision.rank = 0;
        QVERIFY(decisionText(decision, {}, nameOf).startsWith(QStringLiteral("Chosen against the rules: paused.")));
        decision.chosen.exclusion = Exclusion::ServiceNotOffered;
        decision.best = {bob};
        decision.best.first().miles = 0;
        const QString names = decisionText(decision, QStringLiteral("Drain Cleaning"), nameOf);
        QVERIFY2(names.startsWith(QStringLiteral("Chosen against the rules: doesn't offer Drain Cleaning.")),
                 qPrintable(names));
        QVERIFY2(names.contains(QStringLiteral("Bob O'Hara (same ZIP code)")), qPrintable(names));
    }

    void money()
    {
        QCOMPARE(moneyText(6000, QStringLiteral("usd")), QStringLiteral("$60.00"));
        QCOMPARE(moneyText(123456705, QStringLiteral("usd")), QStringLiteral("$1,234,567.05"));
        QCOMPARE(moneyText(3750, QStringLiteral("eur")), QStringLiteral("37.50 EUR"));
    }

    void everyErrorHasPlainWords_data()
    {
        QTest::addColumn<int>("code");
        for (int code = int(ErrorCode::InvalidInput); code <= int(ErrorCode::Cancelled); ++code)
            QTest::addRow("%d", code) << code;
    }
    void everyErrorHasPlainWords()
    {
        QFETCH(int, code);
        const Error error{
            static_cast<ErrorCode>(code), QStringLiteral("Check the fields."), {}, QStringLiteral("PGRST301")};
        const QString text = errorText(error);
        QVERIFY(text.endsWith(u'.'));
        QVERIFY(text.front().isUpper());
        QVERIFY2(!text.contains(QStringLiteral("rror")), qPrintable(text));
        QVERIFY2(!text.contains(QStringLiteral("PGRST")), qPrintable(text));
        QVERIFY(errorDetails(error).contains(QStringLiteral("PGRST301")));
    }

    void whatTheCustomerRefusedIsSaidPlainly()
    {
        const Error refused{ErrorCode::InvalidInput, QString(kNotForSale), {}, QStringLiteral("P0001")};
        QCOMPARE(errorText(refused), QStringLiteral("The customer asked that their leads are not sold."));
    }

    void anOlderDatabaseIsNotAMissingOne()
    {
        const auto said = [](const char *code) {
            return errorText({ErrorCode::InvalidInput, QStringLiteral("no"), {}, QString::fromLatin1(code)});
        };
        QVERIFY(said("42703").startsWith(QStringLiteral("The office's server is older than this program.")));
        QCOMPARE(said("PGRST204"), said("42703"));
        QVERIFY(said("42P01").startsWith(QStringLiteral("The database has not been set up yet.")));
        QCOMPARE(said("PGRST205"), said("42P01"));
    }

    void aLeadIsCalledByWhatIsKnown()
    {
        Lead lead;
        QCOMPARE(leadName(lead), QStringLiteral("No name"));
        lead.email = QStringLiteral("maria@example.com");
        QCOMPARE(leadName(lead), lead.email);
        lead.phoneNumber = QStringLiteral("+15125550143");
        QCOMPARE(leadName(lead), QStringLiteral("(512) 555-0143"));
        lead.lastName = QStringLiteral("Gonzalez");
        QCOMPARE(leadName(lead), QStringLiteral("Gonzalez"));
        lead.erasedAt = kNow;
        QCOMPARE(leadName(lead), QStringLiteral("Erased customer"));
    }

    void whatIsUnknownIsSaid()
    {
        Lead lead;
        QCOMPARE(phoneText(lead), QStringLiteral("No phone"));
        QCOMPARE(emailText(lead), QStringLiteral("No e-mail"));
        QCOMPARE(serviceText(lead.serviceNeeded), QStringLiteral("Service unknown"));
        QCOMPARE(addressText(lead), QString());
        QCOMPARE(missingText(lead), QStringLiteral("Still missing: service, name, phone, e-mail"));
        lead.firstName = QStringLiteral("Maria");
        lead.phoneNumber = QStringLiteral("+15125550143");
        lead.phoneExtension = QStringLiteral("12");
        QCOMPARE(missingText(lead), QStringLiteral("Still missing: service, last name, e-mail"));
        QCOMPARE(phoneText(lead), QStringLiteral("(512) 555-0143 ext. 12"));
        lead.lastName = QStringLiteral("Gonzalez");
        lead.email = QStringLiteral("maria@example.com");
        lead.serviceNeeded = QStringLiteral("Drain Cleaning");
        QCOMPARE(missingText(lead), QString());
        Lead erased;
        erased.erasedAt = kNow;
        QCOMPARE(emailText(erased) + phoneText(erased) + missingText(erased), QString());
    }

    void addresses_data()
    {
        QTest::addColumn<QStringList>("parts");
        QTest::addColumn<QString>("text");
        const auto row = [](const char *name, const char *street, const char *city, const char *state, const char *zip,
                            const char *text) {
            QTest::newRow(name) << QStringList{QString::fromLatin1(street), QString::fromLatin1(city),
                                               QString::fromLatin1(state), QString::fromLatin1(zip)}
                                << QString::fromLatin1(text);
        };
        row("all", "12 Main St", "Austin", "TX", "78701", "12 Main St, Austin, TX 78701");
        row("no state", "12 Main St", "Austin", "", "78701", "12 Main St, Austin, 78701");
        row("only the ZIP code", "", "", "", "78701", "78701");
        row("no ZIP code", "", "Austin", "TX", "", "Austin, TX");
    }
    void addresses()
    {
        QFETCH(QStringList, parts);
        Lead lead;
        lead.street = parts[0];
        lead.city = parts[1];
        lead.state = parts[2];
        lead.zipCode = parts[3];
        QTEST(addressText(lead), "text");
    }

    void whatIsChargedToNobodySaysWhy()
    {
        Lead lead;
        lead.phoneNumber = QStringLiteral("+10000000000");
        QCOMPARE(freeOfChargeText(lead), QString());
        lead.hasRealPhone = true;
        QCOMPARE(freeOfChargeText(lead), QString());
        lead.hasRealPhone = false;
        QCOMPARE(freeOfChargeText(lead), QStringLiteral("Not a real number: charged to nobody"));
        lead.isTest = true;
        QCOMPARE(freeOfChargeText(lead), QStringLiteral("A test: charged to nobody"));
    }

    void sentValuesAreReadable_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<QString>("text");
        QTest::newRow("a text") << QByteArray("\"two sinks\"") << QStringLiteral("two sinks");
        QTest::newRow("markup") << QByteArray("\"<b>two</b>\"") << QStringLiteral("<b>two</b>");
        QTest::newRow("a number") << QByteArray("3") << QStringLiteral("3");
        QTest::newRow("a fraction") << QByteArray("2.5") << QStringLiteral("2.5");
        QTest::newRow("yes") << QByteArray("true") << QStringLiteral("Yes");
        QTest::newRow("no") << QByteArray("false") << QStringLiteral("No");
        QTest::newRow("a list") << QByteArray("[\"sink\",2,true]") << QStringLiteral("sink, 2, Yes");
        QTest::newRow("an object") << QByteArray("{\"floor\":2,\"room\":\"bath\"}")
                                   << QStringLiteral("floor: 2, room: bath");
        QTest::newRow("nothing") << QByteArray("null") << QString();
    }
    void sentValuesAreReadable()
    {
        QFETCH(QByteArray, json);
        QTEST(sentText(nlohmann::json::parse(json.toStdString())), "text");
    }

    void answersAndOriginAreNamed()
    {
        Lead lead;
        QVERIFY(answersOf(lead).isEmpty());
        QVERIFY(originOf(lead).isEmpty());
        lead.answers = {{"How many sinks?", 2}, {"Notes", ""}};
        QCOMPARE(answersOf(lead), (QList<NamedText>{{QStringLiteral("How many sinks?"), QStringLiteral("2")},
                                                    {QStringLiteral("Notes"), QStringLiteral("No answer")}}));
        lead.origin = {{"aff_id", "x9"}, {"gclid", "Cj0"}, {"utm_source", "google"}, {"utm_term", ""}};
        QCOMPARE(originOf(lead), (QList<NamedText>{{QStringLiteral("Campaign source"), QStringLiteral("google")},
                                                   {QStringLiteral("Google click id"), QStringLiteral("Cj0")},
                                                   {QStringLiteral("aff_id"), QStringLiteral("x9")}}));
        lead.answers = {"a list", "is no answer"};
        QVERIFY(answersOf(lead).isEmpty());
    }

    void wrongFieldsAreNamed()
    {
        const Error error{
            ErrorCode::InvalidInput,
            {},
            {{QStringLiteral("phone_number"), QStringLiteral("invalid"), QStringLiteral("is no phone number")},
             {QStringLiteral("email"), QStringLiteral("required"), QStringLiteral("is missing")}}};
        QCOMPARE(errorText(error), QStringLiteral("Phone number is no phone number; e-mail address is missing."));
    }
};

QTEST_GUILESS_MAIN(WordsTest)
#include "tst_words.moc"
