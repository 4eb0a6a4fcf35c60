#include "models/columns/searchtranslation.h"

#include <QTest>

using namespace pl;
using namespace pl::columns;

class TestSearchQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wordsAreWordsAsEver_data()
    {
        QTest::addColumn<QString>("typed");
        for (const char *typed : {"", "leak 787 new", "O'Brien", "(512) 555-0143", "512 555 0143", "zoë  LEE",
                                  "http://a.example", "10:30", "a-b", "5\" pipe", "c:d"})
            QTest::newRow(typed) << QString::fromUtf8(typed);
    }
    void wordsAreWordsAsEver()
    {
        QFETCH(QString, typed);
        const SearchQuery query(typed);
        QCOMPARE(query.words().words(), SearchWords(typed).words());
        QCOMPARE(query.words().digits(), SearchWords(typed).digits());
        QVERIFY(query.terms().isEmpty());
        QVERIFY(query.errors().isEmpty());
    }

    void terms_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QList<SearchTerm>>("terms");
        const auto row = [](const char *typed, const QList<SearchTerm> &terms) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << terms;
        };
        using enum SearchField;
        row("-leak", {{.isNegated = true, .text = "leak"}});
        row("\"Ann  LEE\"", {{.text = "ann lee"}});
        row("\"ann lee", {{.text = "ann lee"}});
        row("“ann lee”", {{.text = "ann lee"}});
        row("-\"ann lee\"", {{.isNegated = true, .text = "ann lee"}});
        row("plumber:Lee", {{.field = Plumber, .text = "lee"}});
        row("PLUMBER:\"Ann O’Brien\"", {{.field = Plumber, .text = "ann obrien"}});
        row("-plumber:lee", {{.field = Plumber, .isNegated = true, .text = "lee"}});
        row("zip:787", {{.field = Zip, .text = "787"}});
        row("source:google", {{.field = Source, .text = "google"}});
        row("service:leak", {{.field = Service, .text = "leak"}});
        row("name:zoë", {{.field = Name, .text = "zoe"}});
        row("email:@home", {{.field = Email, .text = "@home"}});
        row("phone:(512)555", {{.field = Phone, .text = "512555"}});
        row("status:new", {{.field = Status, .statuses = {LeadStatus::New}}});
        row("status:ass", {{.field = Status, .statuses = {LeadStatus::Assigned}}});
        row("-status:completed", {{.field = Status, .isNegated = true, .statuses = {LeadStatus::Completed}}});
        row("urgency:day", {{.field = SearchField::Urgency, .urgencies = {pl::Urgency::Day}}});
        row("age:<2h", {{.field = Age, .youngerThan = 7200}});
        row("age:90m", {{.field = Age, .youngerThan = 5400}});
        row("age:>3d", {{.field = Age, .olderThan = 3 * 86'400}});
        row("age:>1W", {{.field = Age, .olderThan = 7 * 86'400}});
        row("status:new zip:787", {{.field = Status, .statuses = {LeadStatus::New}}, {.field = Zip, .text = "787"}});
        row("status:", {});
        row("plumber:\"", {});
        row("age:<", {});
        row("-", {});
        row("\"", {});
        row("- \"\"", {});
    }
    void terms()
    {
        QFETCH(QString, typed);
        const SearchQuery query(typed);
        QTEST(query.terms(), "terms");
        QVERIFY(query.words().isEmpty());
        QVERIFY(query.errors().isEmpty());
    }

    void wordsBesideTerms()
    {
        const SearchQuery query(QStringLiteral("512 -leak 555 status:new 0143"));
        QCOMPARE(query.words().digits(), QByteArray("5125550143"));
        QCOMPARE(query.words().words(), (QByteArrayList{"512", "555", "0143"}));
        QCOMPARE(query.terms().size(), 2);
        QVERIFY(!query.isEmpty());
        QVERIFY(SearchQuery(QStringLiteral(" status: - ")).isEmpty());
    }

    void aBegunWordMayMeanSeveral()
    {
        SearchLanguage german = SearchLanguage::english();
        german.statuses = {{QStringLiteral("neu"), LeadStatus::New},
                           {QStringLiteral("vergeben"), LeadStatus::Assigned},
                           {QStringLiteral("verkauft"), LeadStatus::Completed}};
        german.fields += {QStringLiteral("zustand"), SearchField::Status};
        const SearchQuery query(QStringLiteral("Zustand:ver"), german);
        QCOMPARE(query.terms().first().statuses, (QList{LeadStatus::Assigned, LeadStatus::Completed}));
    }

    void errors_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QList<SearchError>>("errors");
        using Kind = SearchError::Kind;
        const auto row = [](const char *typed, const QList<SearchError> &errors) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << errors;
        };
        row("leak status:old", {{Kind::NoSuchStatus, 5, 10, QStringLiteral("old")}});
        row("-urgency:\"next year\" x", {{Kind::NoSuchUrgency, 0, 20, QStringLiteral("next year")}});
        row("age:soon", {{Kind::NoAge, 0, 8, QStringLiteral("soon")}});
        row("age:2", {{Kind::NoAge, 0, 5, QStringLiteral("2")}});
        row("age:h", {{Kind::NoAge, 0, 5, QStringLiteral("h")}});
        row("age:-2h", {{Kind::NoAge, 0, 7, QStringLiteral("-2h")}});
        row("age:<9999999d", {{Kind::NoAge, 0, 13, QStringLiteral("<9999999d")}});
        row("phone:lee", {{Kind::NoDigits, 0, 9, QStringLiteral("lee")}});
        row("phone:lee age:x",
            {{Kind::NoDigits, 0, 9, QStringLiteral("lee")}, {Kind::NoAge, 10, 5, QStringLiteral("x")}});
    }
    void errors()
    {
        QFETCH(QString, typed);
        const SearchQuery query(typed);
        QTEST(query.errors(), "errors");
        QVERIFY2(query.terms().isEmpty(), "what is wrong asks nothing");
    }

    void completion_data()
    {
        QTest::addColumn<QString>("typed"); // the cursor is at the bar
        QTest::addColumn<QStringList>("offered");
        QTest::addColumn<QString>("replaced");
        const auto row = [](const char *typed, const QStringList &offered, const char *replaced) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << offered << QString::fromUtf8(replaced);
        };
        row("leak pl|", {QStringLiteral("plumber:")}, "pl");
        row("s|x", {QStringLiteral("status:"), QStringLiteral("service:"), QStringLiteral("source:")}, "sx");
        row("-st|", {QStringLiteral("status:")}, "st");
        row("status:|", {QStringLiteral("new"), QStringLiteral("assigned"), QStringLiteral("completed")}, "");
        row("status:c|", {QStringLiteral("completed")}, "c");
        row("plumber:l|", {QStringLiteral("\"Lee Oh\""), QStringLiteral("\"Ann Lee\"")}, "l");
        row("plumber:\"ann l|", {QStringLiteral("\"Ann Lee\"")}, "\"ann l");
        row("plumber:b| x", {QStringLiteral("Bo")}, "b");
        row("age:|",
            {QStringLiteral("<1h"), QStringLiteral("<1d"), QStringLiteral("<7d"), QStringLiteral(">1d"),
             QStringLiteral(">7d")},
            "");
        row("email:a|", {}, "a");
        row("nothing|", {}, "nothing");
    }
    void completion()
    {
        QFETCH(QString, typed);
        const qsizetype cursor = typed.indexOf(u'|');
        typed.remove(cursor, 1);
        const CompletionPoint point = completionAt(typed, cursor);
        const auto values = [](SearchField) {
            return QStringList{QStringLiteral("Ann Lee"), QStringLiteral("Bo"), QStringLiteral("Lee Oh")};
        };
        QTEST(completionsFor(point, values), "offered");
        QTEST(typed.mid(point.from, point.length), "replaced");
    }

    void nothingIsCompletedWhereNothingIsTyped()
    {
        QCOMPARE(completionAt(QStringLiteral("leak "), 5), (CompletionPoint{5, 0, {}, {}}));
        QCOMPARE(completionAt(QStringLiteral("leak"), 0), (CompletionPoint{0, 0, {}, {}}));
        QCOMPARE(completionAt(QStringLiteral("\"pl"), 3), (CompletionPoint{3, 0, {}, {}}));
    }

    void anotherLanguageBecomesEnglish_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("english");
        const auto row = [](const char *typed, const char *english) {
            QTest::newRow(typed) << QString::fromUtf8(typed) << QString::fromUtf8(english);
        };
        row("", "");
        row("  leak   787 ", "leak 787");
        row("klempner:Lee zustand:neu", "plumber:Lee status:new");
        row("zustand:z", "status:assigned");
        row("-zustand:erledigt", "-status:completed");
        row("status:new", "status:new");
        row("status:n", "status:n");
        row("klempner:\"Ann Lee\" x", "plumber:\"Ann Lee\" x");
        row("\"main valve", "\"main valve\"");
        row("-\"main valve\"", "-\"main valve\"");
        row("-leak", "-leak");
        row("zustand:weg leak", "leak");
        row("alter:<2h", "age:<2h");
        row("alter:2 zustand: - \" \"", "");
        row("10:30 http://a.example c:d", "10:30 http://a.example c:d");
    }
    void anotherLanguageBecomesEnglish()
    {
        QFETCH(QString, typed);
        QFETCH(QString, english);
        SearchLanguage german = SearchLanguage::english();
        german.fields.prepend({QString::fromUtf8("klempner"), SearchField::Plumber});
        german.fields.prepend({QString::fromUtf8("zustand"), SearchField::Status});
        german.fields.prepend({QString::fromUtf8("alter"), SearchField::Age});
        german.statuses.prepend({QString::fromUtf8("erledigt"), LeadStatus::Completed});
        german.statuses.prepend({QString::fromUtf8("zugeteilt"), LeadStatus::Assigned});
        german.statuses.prepend({QString::fromUtf8("neu"), LeadStatus::New});
        const QString kept = inEnglish(typed, german);
        QCOMPARE(kept, english);
        QCOMPARE(SearchQuery(kept).terms(), SearchQuery(typed, german).terms());
        QCOMPARE(SearchQuery(kept).words().words(), SearchQuery(typed, german).words().words());
        QVERIFY(SearchQuery(kept).errors().isEmpty());
        QCOMPARE(inEnglish(kept, SearchLanguage::english()), kept);
    }
};

QTEST_APPLESS_MAIN(TestSearchQuery)
#include "tst_searchquery.moc"
