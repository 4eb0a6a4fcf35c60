#include "models/disk/pagereader.h"
#include "tests/models/disk/diskrows.h"

#include <QTest>

using namespace pl;
using namespace pl::disk;
using test::FakeTransport;

namespace {

/// Rows as PostgREST writes them: members in the order of the columns.
QByteArray bodyOf(const QByteArray &columns, const std::vector<nlohmann::json> &rows)
{
    nlohmann::ordered_json body = nlohmann::ordered_json::array();
    for (const nlohmann::json &row : rows) {
        nlohmann::ordered_json ordered = nlohmann::ordered_json::object();
        for (const QByteArray &column : columns.split(','))
            ordered[column.toStdString()] = row.value(column.toStdString(), nlohmann::json());
        body.push_back(ordered);
    }
    return QByteArray::fromStdString(body.dump());
}

template <class T>
void readsAsFromJson(const std::vector<nlohmann::json> &rows)
{
    for (const QByteArray &body : {bodyOf(T::columns(), rows), dumpJson(nlohmann::json(rows))}) {
        const auto read = readPage<T>(body);
        QVERIFY2(read.ok(), qPrintable(read ? QString() : read.error().message));
        QCOMPARE(read->size(), qsizetype(rows.size()));
        for (std::size_t i = 0; i < rows.size(); ++i)
            QVERIFY(read->at(qsizetype(i)) == T::fromJson(rows[i]).value());
    }
}

} // namespace

class TestPageReader : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatFromJsonReads()
    {
        nlohmann::json odd = test::fullLead(3);
        odd["created_at"] = "2026-11-20 12:00:00-05";
        odd["answers"] = nlohmann::json::object();
        readsAsFromJson<Lead>({test::fullLead(1), FakeTransport::lead(2, "", ""), odd});
        readsAsFromJson<Payment>(
            {FakeTransport::payment(1, "failed", 6000), FakeTransport::payment(2, "succeeded", 1)});
        readsAsFromJson<Plumber>({FakeTransport::plumber(1, "Ann", "Pipes", {"Drain"})});
        readsAsFromJson<Lead>({});
    }

    void readsRowsThatAreOnlyUnusual()
    {
        nlohmann::json lead = test::fullLead(1);
        lead["is_test"] = nullptr;
        lead["and_more"] = 1;
        const auto read = readPage<Lead>(dumpJson(nlohmann::json::array({lead})));
        QVERIFY(read.ok());
        QVERIFY(!read->first().isTest);
    }

    void refusesNonsense_data()
    {
        QTest::addColumn<QByteArray>("body");
        nlohmann::json wrong = test::fullLead(1);
        wrong["status"] = "eaten";
        QTest::newRow("no JSON") << QByteArray("<html>");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("no list") << dumpJson(test::fullLead(1));
        QTest::newRow("no rows") << QByteArray("[1, null]");
        QTest::newRow("an unknown status") << bodyOf(Lead::columns(), {wrong});
        wrong = test::fullLead(1);
        wrong["id"] = "not-an-id";
        QTest::newRow("a wrong id") << bodyOf(Lead::columns(), {wrong});
        wrong = test::fullLead(1);
        wrong["updated_at"] = std::string(60, '2');
        QTest::newRow("a wrong time") << bodyOf(Lead::columns(), {wrong});
        QTest::newRow("half a page") << bodyOf(Lead::columns(), {test::fullLead(1)}).chopped(9);
    }
    void refusesNonsense()
    {
        QFETCH(QByteArray, body);
        const auto read = readPage<Lead>(body);
        QVERIFY(!read.ok());
        QCOMPARE(read.error().code, ErrorCode::Protocol);
    }
};

QTEST_GUILESS_MAIN(TestPageReader)
#include "tst_pagereader.moc"
