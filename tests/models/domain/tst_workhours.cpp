#include "models/domain/workhours.h"

#include <QTest>
#include <QTimeZone>

using namespace pl;
using namespace Qt::StringLiterals;
using nlohmann::json;

class TestWorkHours : public QObject
{
    Q_OBJECT

    static WorkHours hours(const char *text) { return *WorkHours::fromJson(json::parse(text)); }
    /// November 23, 2026 is a Monday.
    static QDateTime at(int day, int hour, int minute = 0)
    {
        return {QDate(2026, 11, day), QTime(hour, minute), QTimeZone("America/Chicago")};
    }

private Q_SLOTS:
    void nothingSaidMeansAnyTime()
    {
        const WorkHours any = *WorkHours::fromJson(nullptr);
        QVERIFY(any.always);
        QVERIFY(any.covers(Qt::Sunday, QTime(3, 0)));
        QVERIFY(any.toJson().is_null());
        QVERIFY(!any.nextStart(at(23, 3)));
    }

    void coversFromTheStartToBeforeTheEnd()
    {
        const WorkHours week = hours(R"({"mon": [["08:00","12:00"],["13:00","17:00"]], "sat": [["22:00","24:00"]]})");
        QVERIFY(!week.covers(Qt::Monday, QTime(7, 59)));
        QVERIFY(week.covers(Qt::Monday, QTime(8, 0)));
        QVERIFY(week.covers(Qt::Monday, QTime(11, 59, 59)));
        QVERIFY(!week.covers(Qt::Monday, QTime(12, 0)));
        QVERIFY(week.covers(Qt::Monday, QTime(13, 0)));
        QVERIFY(!week.covers(Qt::Tuesday, QTime(9, 0)));
        QVERIFY(week.covers(Qt::Saturday, WorkHours::endOfDay()));
    }

    void survivesJson()
    {
        for (const char *text : {R"({"fri":[["00:00","24:00"]]})", R"({"mon":[["08:00","12:00"],["13:00","17:30"]]})",
                                 R"({"sun":[["09:00","10:00"]],"wed":[["06:15","06:45"]]})", "{}", "null"})
            QCOMPARE(QString::fromStdString(hours(text).toJson().dump()), QString::fromUtf8(text));
    }

    void putsSpansInOrderAndJoinsThoseThatTouch()
    {
        const WorkHours week = hours(R"({"mon": [["13:00","17:00"],["08:00","12:00"],["12:00","13:00"]]})");
        QCOMPARE(week.on(Qt::Monday), (QList<WorkHours::Span>{{QTime(8, 0), QTime(17, 0)}}));
    }

    void refusesWhatIsNoWeek_data()
    {
        QTest::addColumn<QByteArray>("text");
        for (const char *text :
             {"7", "[]", R"({"monday": []})", R"({"mon": 8})", R"({"mon": [["08:00"]]})", R"({"mon": [[8, 17]]})",
              R"({"mon": [["8:00","17:00"]]})", R"({"mon": [["08:00","25:00"]]})", R"({"mon": [["24:00","24:00"]]})",
              R"({"mon": [["17:00","08:00"]]})", R"({"mon": [["08:00","08:00"]]})",
              R"({"mon": [["08:00","12:00"],["11:00","13:00"]]})",
              R"({"mon": [["00:00","01:00"],["02:00","03:00"],["04:00","05:00"],["06:00","07:00"],["08:00","09:00"],)"
              R"(["10:00","11:00"],["12:00","13:00"]]})"})
            QTest::newRow(text) << QByteArray(text);
    }
    void refusesWhatIsNoWeek()
    {
        QFETCH(QByteArray, text);
        const auto read = WorkHours::fromJson(json::parse(text.toStdString()));
        QVERIFY(!read);
        QCOMPARE(read.error().fields.first().field, u"work_hours"_s);
    }

    void findsWhenWorkBeginsNext()
    {
        const WorkHours week = hours(R"({"mon": [["08:00","12:00"],["13:00","17:00"]], "thu": [["09:00","10:00"]]})");
        QCOMPARE(week.nextStart(at(23, 6)), at(23, 8));
        QVERIFY(!week.nextStart(at(23, 9)));
        QCOMPARE(week.nextStart(at(23, 12, 30)), at(23, 13));
        QCOMPARE(week.nextStart(at(23, 17)), at(26, 9));
        QCOMPARE(week.nextStart(at(26, 10)), at(30, 8));
        QCOMPARE(hours(R"({"mon": [["08:00","09:00"]]})").nextStart(at(23, 9)), at(30, 8));
        QVERIFY(!hours("{}").nextStart(at(23, 9)));
    }
};

QTEST_GUILESS_MAIN(TestWorkHours)
#include "tst_workhours.moc"
