#include "models/importing/columnguess.h"
#include "models/importing/rowcheck.h"
#include "models/importing/sheetreader.h"

#include <QTest>

using namespace pl;
using namespace pl::importing;
using namespace Qt::StringLiterals;
using nlohmann::json;
using State = CheckedRow::State;

/// Rows of a file against what the office has: one lead, Ann Lee, and one plumber, Bo Pipe.
class TestRowCheck : public QObject
{
    Q_OBJECT

    Lead m_lead;
    Plumber m_plumber;

    static Sheet sheetOf(const QByteArray &csv) { return *readSheet(csv, u"f.csv"_s); }
    KnownRows known(ImportKind kind = ImportKind::Leads) const
    {
        KnownRows rows(kind);
        rows.add(m_lead);
        rows.add(m_plumber);
        return rows;
    }
    static ImportRules rulesFor(const Sheet &sheet, ImportKind kind = ImportKind::Leads)
    {
        ImportRules rules;
        rules.kind = kind;
        rules.fields = guessColumns(sheet.header, kind);
        rules.now = *Timestamp::parse(u"2026-11-29T12:00:00Z");
        rules.services = QStringList{u"Drain Cleaning"_s, u"Leak Repair"_s};
        return rules;
    }
    CheckedSheet check(const QByteArray &csv, OnMatch onMatch = OnMatch::Skip,
                       ImportKind kind = ImportKind::Leads) const
    {
        const Sheet sheet = sheetOf(csv);
        ImportRules rules = rulesFor(sheet, kind);
        rules.onMatch = onMatch;
        return *checkSheet(sheet, rules, known(kind));
    }
    static QString wrongFields(const CheckedRow &row)
    {
        QStringList fields;
        for (const FieldError &error : row.error.fields)
            fields += error.field;
        fields.sort();
        return fields.join(u' ');
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_lead.id = QUuid::createUuid();
        m_lead.version = 4;
        m_lead.firstName = u"Ann"_s;
        m_lead.lastName = u"Lee"_s;
        m_lead.email = u"ann@example.com"_s;
        m_lead.phoneNumber = u"+15125550143"_s;
        m_lead.serviceNeeded = u"Leak Repair"_s;
        m_lead.externalId = u"77"_s;
        m_lead.hasRealPhone = true;
        m_plumber.id = QUuid::createUuid();
        m_plumber.version = 2;
        m_plumber.firstName = u"Bo"_s;
        m_plumber.lastName = u"Pipe"_s;
        m_plumber.email = u"bo@example.com"_s;
        m_plumber.phoneNumber = u"+15125550199"_s;
        m_plumber.zipCode = u"78701"_s;
    }

    void aNewLeadHasAllThatTheFileSays()
    {
        const CheckedSheet checked = check(
            "Name,Email,Phone,Service,Priority,Zip,Created,Status,Assigned To,Notes,ID\n"
            "\"Gonzalez, Maria\",Maria@Example.com,(512) 555-0144 x12,drain cleaning,ASAP,78701,11/3/2026 9:00 AM,"
            "Scheduled,Bo Pipe,Ring twice,12\n");
        QCOMPARE(checked.rows.size(), std::size_t(1));
        const CheckedRow &row = checked.rows.front();
        QVERIFY2(row.state == State::New, qPrintable(row.error.message));
        const json &columns = row.row.columns;
        QVERIFY(columns["first_name"] == "Maria" && columns["last_name"] == "Gonzalez");
        QVERIFY(columns["email"] == "Maria@example.com");
        QVERIFY(columns["phone_number"] == "+15125550144" && columns["phone_extension"] == "12");
        QVERIFY(columns["service_needed"] == "Drain Cleaning" && columns["urgency"] == "day");
        QVERIFY(columns["zip_code"] == "78701" && columns["description"] == "Ring twice");
        QVERIFY(columns["external_id"] == "12" && columns["status"] == "assigned");
        QVERIFY(columns["assigned_plumber_id"] == toJson(m_plumber.id));
        QCOMPARE(Timestamp::parse(QString::fromStdString(columns["created_at"].get<std::string>())),
                 Timestamp::parse(u"2026-11-03T09:00:00Z"));
        QCOMPARE(checked.order(u"f.csv"_s).rows.size(), std::size_t(1));
    }

    void aLeadThatEndedSaysHow_data()
    {
        QTest::addColumn<QByteArray>("cells");
        QTest::addColumn<QString>("expected");
        QTest::newRow("won") << QByteArray("Closed Won,,") << u"completed done"_s;
        QTest::newRow("a reason of its own") << QByteArray("Closed,Not interested,") << u"completed lost"_s;
        QTest::newRow("an end without a status") << QByteArray(",,11/20/2026") << u"completed done"_s;
        QTest::newRow("assigned to nobody here") << QByteArray("Assigned,,") << u"new"_s;
        QTest::newRow("nothing") << QByteArray(",,") << u"new"_s;
    }
    void aLeadThatEndedSaysHow()
    {
        QFETCH(QByteArray, cells);
        QFETCH(QString, expected);
        const CheckedSheet checked = check("Email,Status,Closed Reason,Completed Date\nx@example.com," + cells + "\n");
        const json &columns = checked.rows.front().row.columns;
        QString read = QString::fromStdString(columns.value("status", ""));
        if (columns.contains("closed_reason"))
            read += u' ' + QString::fromStdString(columns.value("closed_reason", ""));
        QCOMPARE(read, expected);
        QCOMPARE(columns.contains("completed_at"), cells.contains("2026"));
    }

    void eachWrongFieldIsNamed()
    {
        const QByteArray header = "Email,Phone,Zip,Created,Status,Priority,Assigned To\n";
        QCOMPARE(wrongFields(
                     check(header + "nonsense,(512) 555-0150,99,tomorrow,banana,whatever else,Nobody\n").rows.front()),
                 u"assigned_plumber_id created_at email status urgency zip_code"_s);
        QCOMPARE(wrongFields(check(header + ",,78701,,,,\n").rows.front()), u"email phone_number"_s);
        QCOMPARE(wrongFields(check(header + "a@example.com,,,12/25/2026,,,\n").rows.front()), u"created_at"_s);
    }

    void whoIsHereAlreadyIsSkippedUpdatedOrAddedAgain()
    {
        const QByteArray csv = "Email,Phone,City,Last Name\nANN@example.com,,Austin,\n,512-555-0143,,Lee\n";
        const CheckedSheet skipped = check(csv);
        QVERIFY(skipped.rows[0].state == State::Duplicate && skipped.rows[0].matchedName == u"Ann Lee");
        QVERIFY(skipped.order({}).rows.empty());
        const CheckedSheet updated = check(csv, OnMatch::Update);
        const ImportRow &row = updated.rows[0].row;
        QVERIFY(updated.rows[0].state == State::Changes && row.changes == m_lead.id && row.seenVersion == 4);
        // Another spelling of the same address is no change.
        QVERIFY(!row.columns.contains("email"));
        QVERIFY(row.columns["city"] == "Austin" && row.before["city"].is_null());
        QVERIFY(!row.columns.contains("status") && !row.columns.contains("last_name") &&
                !row.columns.contains("urgency"));
        QVERIFY(updated.rows[1].state == State::Same);
        const CheckedSheet added = check(csv, OnMatch::Add);
        QCOMPARE(added.count(State::New), 2);
        QCOMPARE(added.rows[0].matchedName, u"Ann Lee"_s);
    }

    /// The second would be written against a version that the first has changed.
    void twoRowsNeverChangeTheSameLead()
    {
        const CheckedSheet checked =
            check("Email,Phone,City\nann@example.com,,Austin\n,512-555-0143,Dallas\n", OnMatch::Update);
        QVERIFY(checked.rows[0].state == State::Changes);
        QVERIFY(checked.rows[1].state == State::Duplicate && checked.rows[1].sameAsLine == 2);
        QCOMPARE(checked.order({}).rows.size(), std::size_t(1));
    }

    void aNameBesideALastNameIsNotLost_data()
    {
        QTest::addColumn<QByteArray>("cells");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a first name") << QByteArray("Ann,Lee") << u"Ann Lee"_s;
        QTest::newRow("the whole name") << QByteArray("Ann Lee,Lee") << u"Ann Lee"_s;
        QTest::newRow("the last name again") << QByteArray("Lee,Lee") << u" Lee"_s;
        QTest::newRow("no last name") << QByteArray("Ann Lee,") << u"Ann Lee"_s;
        QTest::newRow("no name") << QByteArray(",Lee") << u" Lee"_s;
    }
    void aNameBesideALastNameIsNotLost()
    {
        QFETCH(QByteArray, cells);
        QFETCH(QString, expected);
        const CheckedSheet checked = check("Name,Last Name,Email\n" + cells + ",x@example.com\n");
        const json &columns = checked.rows.front().row.columns;
        QCOMPARE(QString::fromStdString(columns.value("first_name", "?") + ' ' + columns.value("last_name", "?")),
                 expected);
    }

    void theOrderOfADaysPartsIsItsOwnColumns()
    {
        const Sheet sheet = sheetOf("Email,Date,Old date\nx@example.com,,3/11/2026\ny@example.com,,29/10/2026\n");
        ImportRules rules = rulesFor(sheet);
        rules.fields = {Field::Email, Field::CreatedAt, Field::CreatedAt};
        const CheckedSheet checked = *checkSheet(sheet, rules, known());
        QVERIFY(checked.rows[0].row.columns.value("created_at", "").starts_with("2026-11-03"));
    }

    void aLeadIsNoYoungerThanItsEnd()
    {
        const CheckedSheet checked =
            check("Email,Status,Completed Date\nx@example.com,Won,2026-03-01\ny@example.com,Open,2026-03-01\n");
        QVERIFY(checked.rows[0].row.columns.value("created_at", "").starts_with("2026-03-01"));
        QVERIFY(!checked.rows[1].row.columns.contains("created_at"));
    }

    void anotherIdOfTheSameProgramIsAnotherLead()
    {
        const CheckedSheet checked = check("Email,ID\nann@example.com,78\nann@example.com,77\nann@example.com,79\n");
        QVERIFY(checked.rows[0].state == State::New);
        QVERIFY(checked.rows[1].state == State::Duplicate);
        QVERIFY(checked.rows[2].state == State::New);
    }

    void rowsTwiceInTheFileAreMarked()
    {
        const QByteArray csv =
            "Email,Phone\nx@example.com,\nX@example.com,(512) 555-0160\n,(512) 555-0161\n,5125550161\n";
        const CheckedSheet checked = check(csv);
        QVERIFY(checked.rows[0].state == State::New && checked.rows[2].state == State::New);
        QVERIFY(checked.rows[1].state == State::Duplicate && checked.rows[1].sameAsLine == 2);
        QVERIFY(checked.rows[3].state == State::Duplicate && checked.rows[3].sameAsLine == 4);
        QCOMPARE(check(csv, OnMatch::Add).count(State::New), 4);
    }

    void aFixedRowIsCheckedAgain()
    {
        Sheet sheet = sheetOf("Email\nnonsense\nx@example.com\n");
        const KnownRows rows = known();
        CheckedSheet checked = *checkSheet(sheet, rulesFor(sheet), rows);
        QCOMPARE(checked.count(State::Wrong), 1);
        sheet.rows[0].setCell(0, u"x@example.com"_s);
        recheckRow(checked, sheet, 0, rows);
        QVERIFY(checked.rows[0].state == State::Duplicate && checked.rows[0].sameAsLine == 3);
        sheet.rows[0].setCell(0, u"y@example.com"_s);
        recheckRow(checked, sheet, 0, rows);
        QVERIFY(checked.rows[0].state == State::New);
        QCOMPARE(checked.order({}).rows.size(), std::size_t(2));
    }

    void plumbersAreCheckedByTheirOwnRules()
    {
        const QByteArray csv =
            "First Name,Last Name,Email,Phone,Zip,Services,Radius,Notify By,Status\n"
            "Cy,Tube,cy@example.com,(512) 555-0170,78702,\"leak repair; drain cleaning\",30 miles,text,active\n"
            "Di,Tube,di@example.com,1234,78702,Gardening,far,pigeon,x\n"
            "Bo,Pipe,bo@example.com,(512) 555-0199,78703,,,,\n";
        const CheckedSheet checked = check(csv, OnMatch::Update, ImportKind::Plumbers);
        const json &columns = checked.rows[0].row.columns;
        QVERIFY(checked.rows[0].state == State::New);
        QVERIFY(columns["services"] == json({"Leak Repair", "Drain Cleaning"}) &&
                columns["service_radius_miles"] == 30);
        QVERIFY(columns["notify_by"] == "sms" && columns["phone_number"] == "+15125550170");
        QCOMPARE(wrongFields(checked.rows[1]), u"notify_by phone_number service_radius_miles services status"_s);
        QVERIFY(checked.rows[2].state == State::Changes &&
                checked.rows[2].row.columns == json({{"zip_code", "78703"}}));
        QVERIFY(checked.rows[2].row.before == json({{"zip_code", "78701"}}));
        // An address has one plumber.
        QVERIFY(check(csv, OnMatch::Add, ImportKind::Plumbers).rows[2].state == State::Duplicate);
    }

    void plumbersBringTheirPapersAndCaps()
    {
        const QByteArray csv =
            "Name,Email,Phone,Zip,Company,License #,License Expires,Insurance Expiration,Leads per Week,Monthly Cap,"
            "ZIP Codes\n"
            "Cy Tube,cy@example.com,(512) 555-0170,78702,Cy Inc,M-7,12/31/2031,2031-01-02,7,20 per month,"
            "\"78701, 78703\"\n"
            "Di Tube,di@example.com,(512) 555-0171,78702,www.di.example,,soon,,many,0,Austin\n"
            "Bo Pipe,bo@example.com,(512) 555-0199,78701,Bo Inc,,,,,,\n";
        const CheckedSheet checked = check(csv, OnMatch::Update, ImportKind::Plumbers);
        const json &columns = checked.rows[0].row.columns;
        QVERIFY(checked.rows[0].state == State::New);
        QVERIFY(columns["company"] == "Cy Inc" && columns["license_number"] == "M-7");
        QVERIFY(columns["license_expires"] == "2031-12-31" && columns["insurance_expires"] == "2031-01-02");
        QVERIFY(columns["weekly_lead_cap"] == 7 && columns["monthly_lead_cap"] == 20);
        QVERIFY(columns["zip_codes"] == json({"78701", "78703"}));
        QCOMPARE(wrongFields(checked.rows[1]), u"company license_expires monthly_lead_cap weekly_lead_cap zip_codes"_s);
        QVERIFY(checked.rows[2].row.columns == json({{"company", "Bo Inc"}}));
    }

    void columnsThatMakeNoRowAreRefusedBeforeTheRows()
    {
        const Sheet sheet = sheetOf("Name,City\nAnn Lee,Austin\n");
        QVERIFY(!checkSheet(sheet, rulesFor(sheet), known()));
        QVERIFY(!checkSheet(sheet, rulesFor(sheet, ImportKind::Plumbers), known(ImportKind::Plumbers)));
    }

    void aPlumberIsFoundByNameOnlyIfOneHasIt()
    {
        KnownRows rows = known();
        QCOMPARE(rows.plumber(u" bo  pipe "_s), m_plumber.id);
        QCOMPARE(rows.plumber(u"BO@example.com"_s), m_plumber.id);
        QCOMPARE(rows.plumber(u"(512) 555-0199"_s), m_plumber.id);
        Plumber other = m_plumber;
        other.id = QUuid::createUuid();
        other.email = u"bo2@example.com"_s;
        other.phoneNumber = u"+15125550198"_s;
        rows.add(other);
        QVERIFY(!rows.plumber(u"Bo Pipe"_s));
        QCOMPARE(rows.plumber(u"bo2@example.com"_s), other.id);
    }

    void wrongLinesAreAFileThatCanBeReadBack()
    {
        const Sheet sheet = sheetOf("Name,Phone,Email\n\"Lee, Ann\",+1 512 555 0143,bad\nBob,,b@example.com\n");
        const CheckedSheet checked = *checkSheet(sheet, rulesFor(sheet), KnownRows());
        const QByteArray csv = faultsAsCsv(sheet, checked.faults());
        QVERIFY(csv.contains("Problem") && csv.contains("'+1 512"));
        const Sheet again = sheetOf(csv);
        QCOMPARE(again.rows.size(), std::size_t(1));
        QCOMPARE(again.rows[0].cells().first(3), sheet.rows[0].cells());
        QCOMPARE(again.rows[0].cell(3), checked.rows[0].error.message);
        QCOMPARE(guessColumns(again.header, ImportKind::Leads).last(), Field::Ignore);
    }

    /// A CRM's export of 100,000 rows, of which 50 are wrong.
    void aLargeFileIsCheckedWhole()
    {
        QByteArray csv = "Record ID,First Name,Last Name,Email,Phone Number,Create Date,Lead Status\r\n";
        for (int i = 0; i < 100'000; ++i) {
            const QByteArray number = QByteArray::number(i);
            const QByteArray email = i % 2000 == 7 ? "wrong " + number : "p" + number + "@example.com";
            csv += number + ",Pat,\"O'Neil, Jr\"," + email + ",,2026-11-0" + QByteArray::number(1 + i % 9) +
                   " 10:00,Open\r\n";
        }
        const Sheet sheet = sheetOf(csv);
        double last = 0;
        const auto checked = checkSheet(sheet, rulesFor(sheet), known(), {{}, [&last](double share) { last = share; }});
        QVERIFY(checked);
        QCOMPARE(checked->count(State::Wrong), 50);
        // One has the id of a lead that is there.
        QCOMPARE(checked->count(State::Duplicate), 1);
        QCOMPARE(checked->order({}).rows.size(), std::size_t(99'949));
        QCOMPARE(checked->faults().front().line, 9);
        QVERIFY(last > 0.9);
        const auto cancelled = checkSheet(sheet, rulesFor(sheet), known(), {[] { return true; }, {}});
        QVERIFY(!cancelled && cancelled.error().code == ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestRowCheck)
#include "tst_rowcheck.moc"
