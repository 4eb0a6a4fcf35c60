#include "models/importing/celldate.h"
#include "models/importing/columnguess.h"
#include "models/importing/exportpreset.h"
#include "models/importing/moments.h"
#include "models/importing/valuewords.h"

#include <QTest>

using namespace pl;
using namespace pl::importing;
using namespace Qt::StringLiterals;

/// What cells and titles mean.
class TestImportValues : public QObject
{
    Q_OBJECT

    static QString names(const QList<Field> &fields)
    {
        QStringList names;
        for (const Field field : fields)
            names += QString(enumName(field));
        return names.join(u' ');
    }

private Q_SLOTS:
    void momentsAreReadInAnyUsualForm_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected"); // UTC; empty: no moment
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(*text ? text : "nothing") << QString::fromUtf8(text) << QString::fromLatin1(expected);
        };
        // Chicago is six hours behind in November, five in July.
        row("2026-11-29", "2026-11-29T18:00:00Z");
        row("2026-11-29 15:05", "2026-11-29T21:05:00Z");
        row("2026-11-29T15:05:00", "2026-11-29T21:05:00Z");
        row("2026-11-29T15:05:00Z", "2026-11-29T15:05:00Z");
        row("2026-11-29T15:05:00.123Z", "2026-11-29T15:05:00Z");
        row("2026-11-29T15:05:00-05:00", "2026-11-29T20:05:00Z");
        row("2026-11-29 15:05:00+00", "2026-11-29T15:05:00Z");
        row("2026/11/29", "2026-11-29T18:00:00Z");
        row("11/29/2026 3:05 PM", "2026-11-29T21:05:00Z");
        row("11/29/2026, 3:05:07 pm", "2026-11-29T21:05:07Z");
        row("7/4/26 12:00 AM", "2026-07-04T05:00:00Z");
        row("11/29/2026 3:05\xe2\x80\xafPM", "2026-11-29T21:05:00Z");
        row("11-29-2026", "2026-11-29T18:00:00Z");
        row("29/11/2026", "2026-11-29T18:00:00Z");
        row("11/29/99", "1999-11-29T18:00:00Z");
        row("Nov 29, 2026", "2026-11-29T18:00:00Z");
        row("November 29th, 2026 at 3:05 PM", "2026-11-29T21:05:00Z");
        row("29 November 2026 15:05", "2026-11-29T21:05:00Z");
        row("29-Nov-26", "2026-11-29T18:00:00Z");
        row("Sun, 29 Nov 2026 15:05:00 -0600", "2026-11-29T21:05:00Z");
        row("Sunday, November 29, 2026 3 PM", "2026-11-29T21:00:00Z");
        row("1795964700", "2026-11-29T15:05:00Z");
        row("1795964700000", "2026-11-29T15:05:00Z");
        row("46355", "2026-11-29T18:00:00Z");
        row("20261129", "2026-11-29T18:00:00Z");
        row("20261329", "");
        row("2026-11-29 15:05 CST", "2026-11-29T21:05:00Z");
        row("7/4/2026 3:05 PM EDT", "2026-07-04T19:05:00Z");
        row("7/4/2026 15:05 MST", "2026-07-04T22:05:00Z");
        row("Sun Nov 29 2026 15:05:00 GMT-0600 (Central Standard Time)", "2026-11-29T21:05:00Z");
        row("46355.5", "2026-11-29T18:00:00Z");
        row("02/30/2026", "");
        row("11/29/2026 25:00", "");
        row("yesterday", "");
        row("7", "");
        row("", "");
    }
    void momentsAreReadInAnyUsualForm()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto moment = readMoment(text, DayOrder::MonthFirst, QTimeZone("America/Chicago"));
        const QString read = moment ? moment->toDateTime().toString(u"yyyy-MM-dd'T'HH:mm:ss'Z'"_s) : QString();
        QCOMPARE(read, expected);
    }

    void onlyAColumnThatProvesItWritesTheDayFirst()
    {
        QCOMPARE(dayOrderOf({u"1/2/2026"_s, u"3/4/2026"_s}), DayOrder::MonthFirst);
        QCOMPARE(dayOrderOf({u"1/2/2026"_s, u"29/11/2026"_s}), DayOrder::DayFirst);
        QCOMPARE(dayOrderOf({u"29/11/2026"_s, u"11/29/2026"_s}), DayOrder::MonthFirst);
        QCOMPARE(dayOrderOf({u"3.11.2026"_s}), DayOrder::DayFirst);
        QCOMPARE(dayOrderOf({}), DayOrder::MonthFirst);
        const auto moment = readMoment(u"3/11/2026 10:00"_s, DayOrder::DayFirst, QTimeZone::utc());
        QVERIFY(moment.has_value());
        QCOMPARE(moment->toDateTime().date(), QDate(2026, 11, 3));
    }

    void formatsOfNumbersAreTold_data()
    {
        QTest::addColumn<QString>("code");
        QTest::addColumn<int>("form");
        const auto row = [](const char *code, NumberForm form) {
            QTest::newRow(code) << QString::fromLatin1(code) << int(form);
        };
        row("General", NumberForm::Plain);
        row("#,##0.00 [Red]", NumberForm::Plain);
        row("\"Day\" 0", NumberForm::Plain);
        row("0.00E+00", NumberForm::Plain);
        row("yyyy\\-mm\\-dd", NumberForm::Day);
        row("[$-409]m/d/yy h:mm AM/PM;@", NumberForm::Moment);
        row("d-mmm", NumberForm::Day);
        row("[h]:mm:ss", NumberForm::Time);
    }
    void formatsOfNumbersAreTold()
    {
        QFETCH(QString, code);
        QFETCH(int, form);
        QCOMPARE(int(formOf(code)), form);
    }

    void statusesOfOtherProgramsAreUnderstood_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *text, const char *expected) {
            QTest::newRow(*text ? text : "nothing") << QString::fromLatin1(text) << QString::fromLatin1(expected);
        };
        row("New", "new");
        row("OPEN", "new");
        row("Open - Not Contacted", "new");
        row("Working - Contacted", "new");
        row("Attempted to Contact", "new");
        row("IN_PROGRESS", "new");
        row("Assigned", "assigned");
        row("Scheduled", "assigned");
        row("Closed - Converted", "completed done");
        row("Closed Won", "completed done");
        row("Completed", "completed done");
        row("Closed - Not Converted", "completed lost");
        row("closed lost", "completed lost");
        row("Unqualified", "completed invalid");
        row("Junk Lead", "completed invalid");
        row("Duplicate", "completed duplicate");
        row("lost", "completed lost");
        row("banana", "");
        row("", "");
    }
    void statusesOfOtherProgramsAreUnderstood()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        const auto meant = leadStatusMeant(text);
        QString read = meant ? QString(enumName(meant->status)) : QString();
        if (meant && meant->reason)
            read += u' ' + QString(enumName(*meant->reason));
        QCOMPARE(read, expected);
    }

    void plumbersWordsAreUnderstood()
    {
        QCOMPARE(plumberStatusMeant(u"Inactive"_s), PlumberStatus::Paused);
        QCOMPARE(plumberStatusMeant(u"yes"_s), PlumberStatus::Active);
        QVERIFY(!plumberStatusMeant(u"banana"_s));
        QCOMPARE(notifyByMeant(u"E-mail"_s), NotifyBy::Email);
        QCOMPARE(notifyByMeant(u"Text message"_s), NotifyBy::Sms);
        QCOMPARE(notifyByMeant(u"email and text"_s), NotifyBy::Both);
        QCOMPARE(wholeNumberMeant(u"25 miles"_s), 25);
        QCOMPARE(wholeNumberMeant(u"25.0"_s), 25);
        QCOMPARE(wholeNumberMeant(u"7 leads per week"_s), 7);
        QCOMPARE(wholeNumberMeant(u"30 a month"_s), 30);
        QCOMPARE(zipListMeant(u"78701; 78702,78704-1234\n2134 x"_s),
                 (QStringList{u"78701"_s, u"78702"_s, u"78704-1234"_s, u"02134"_s, u"x"_s}));
        QVERIFY(zipListMeant(u" "_s).isEmpty());
        QVERIFY(!wholeNumberMeant(u"25.5"_s) && !wholeNumberMeant(u"-1"_s) && !wholeNumberMeant(u""_s));
    }

    void columnsAreGuessedByTheirTitles_data()
    {
        QTest::addColumn<QString>("header");
        QTest::addColumn<QString>("fields");
        QTest::addColumn<QString>("exporter");
        QTest::newRow("HubSpot") << u"Record ID,First Name,Last Name,Email,Phone Number,Create Date,Lead Status,Owner"_s
                                 << u"external_id first_name last_name email phone_number created_at status ignore"_s
                                 << u"HubSpot"_s;
        QTest::newRow("Salesforce")
            << u"First Name,Last Name,Company,Lead Source,Created Date,Lead Status,Phone,Email"_s
            << u"first_name last_name ignore ignore created_at status phone_number email"_s << u"Salesforce"_s;
        QTest::newRow("Jobber") << u"Client name,Email,Phone,Created date,Requested service"_s
                                << u"full_name email phone_number created_at service_needed"_s << u"Jobber"_s;
        QTest::newRow("Twenty") << u"Name / First Name,Name / Last Name,Emails / Primary Email,City"_s
                                << u"first_name last_name email city"_s << u"Twenty"_s;
        QTest::newRow("EspoCRM") << u"Name,Email,Phone,Assigned User,Created At,Status"_s
                                 << u"full_name email phone_number ignore created_at status"_s << u"EspoCRM"_s;
        QTest::newRow("boberdoo") << u"Lead_ID,SRC,First_Name,Last_Name,Primary_Phone,Zip"_s
                                  << u"external_id ignore first_name last_name phone_number zip_code"_s
                                  << u"boberdoo"_s;
        QTest::newRow("Housecall Pro") << u"Display Name,Mobile Number,Home Number,Email"_s
                                       << u"full_name phone_number ignore email"_s << u"Housecall Pro"_s;
        QTest::newRow("by hand") << u"customer name,e-mail *,CELL,zip,what,notes"_s
                                 << u"full_name email phone_number zip_code ignore description"_s << QString();
        QTest::newRow("the best title first")
            << u"Mobile,Phone,Name,First Name"_s << u"ignore phone_number ignore first_name"_s << QString();
        QTest::newRow("our own wrong lines") << u"Email,Problem"_s << u"email ignore"_s << QString();
    }
    void columnsAreGuessedByTheirTitles()
    {
        QFETCH(QString, header);
        QFETCH(QString, fields);
        QFETCH(QString, exporter);
        const QStringList titles = header.split(u',');
        QCOMPARE(names(guessColumns(titles, ImportKind::Leads)), fields);
        QCOMPARE(exporterOf(titles, ImportKind::Leads), exporter);
    }

    void plumbersColumnsAreGuessedToo()
    {
        const QStringList titles{u"Technician"_s, u"Email"_s, u"Cell"_s, u"ZIP"_s, u"Skills"_s, u"Service Radius"_s};
        QCOMPARE(names(guessColumns(titles, ImportKind::Plumbers)),
                 u"full_name email phone_number zip_code services service_radius_miles"_s);
    }

    void everyPresetIsWhole()
    {
        QCOMPARE(exportPresets().size(), 8);
        QVERIFY(exportPresets().last().knownBy.isEmpty());
        for (const ExportPreset &preset : exportPresets())
            QVERIFY(!preset.leads.isEmpty());
        QVERIFY(!ExportPreset::fromJson({{"title", "x"},
                                         {"known_by", nlohmann::json::array()},
                                         {"leads", {{"nonsense", {"A"}}}},
                                         {"plumbers", nlohmann::json::object()}}));
    }

    void equalHeadersHaveOneKey()
    {
        const QStringList header{u"First Name"_s, u"Email"_s};
        QCOMPARE(headerKey({u"first_name"_s, u"E-MAIL"_s}, ImportKind::Leads), headerKey(header, ImportKind::Leads));
        QVERIFY(headerKey(header, ImportKind::Plumbers) != headerKey(header, ImportKind::Leads));
        QVERIFY(headerKey({u"Email"_s, u"First Name"_s}, ImportKind::Leads) != headerKey(header, ImportKind::Leads));
    }
};

QTEST_GUILESS_MAIN(TestImportValues)
#include "tst_importvalues.moc"
