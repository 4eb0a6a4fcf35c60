#include "models/base/jsontext.h"
#include "models/mapping/mapper.h"
#include "models/mapping/mappingdraft.h"
#include "models/mapping/suggestedpath.h"

#include <QTest>

using namespace pl;
using namespace pl::mapping;

namespace {

const char *const kGoogle = R"({
    "lead_id": "Cj0", "form.id": 7,
    "user_column_data": [
        {"column_id": "FULL_NAME", "column_name": "Full Name", "string_value": "Rosa Example"},
        {"column_id": "phone_1", "column_name": "Phone", "string_value": "(512) 555-0143"},
        {"column_id": "need [x]", "column_name": "What do you need?", "string_value": "Water heater"}],
    "answers": [{"type": "text", "text": "Rosa", "field": {"id": "a1", "ref": "name"}},
                {"type": "text", "text": "Austin", "field": {"id": "b2", "ref": "city"}}],
    "plain": ["one", "two"],
    "same": [{"name": "tel", "value": "1"}, {"name": "tel", "value": "2"}]
})";

nlohmann::json parsed(const char *text)
{
    return *parseJson(QByteArray(text), QStringLiteral("it"));
}

/// The place of the value at this path.
int at(const BodyTree &tree, const char *path)
{
    const QList<int> found = Path::parse(QString::fromLatin1(path))->find(tree);
    return found.size() == 1 ? found.first() : -1;
}

Path path(const char *text)
{
    return *Path::parse(QString::fromLatin1(text));
}

} // namespace

/// Somebody points at values, and the mapping learns what they are.
class TestMappingDraft : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pathsNameElementsByWhatIdentifiesThem_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("suggested");
        const auto row = [](const char *value, const char *suggested) {
            QTest::newRow(value) << QByteArray(value) << QString::fromLatin1(suggested);
        };
        row("lead_id", "lead_id");
        row("\"form.id\"", "\"form.id\"");
        row("user_column_data[1].string_value", "user_column_data[column_id=phone_1].string_value");
        row("user_column_data[2].string_value", "user_column_data[column_id=\"need [x]\"].string_value");
        row("answers[1].text", "answers[field.ref=city].text");
        row("plain[1]", "plain[1]");
        row("same[1].value", "same[1].value"); // the names don't tell them apart
        // What is pointed at differs from body to body.
        row("user_column_data[1].column_id", "user_column_data[column_name=Phone].column_id");
    }
    void pathsNameElementsByWhatIdentifiesThem()
    {
        QFETCH(QByteArray, value);
        QFETCH(QString, suggested);
        const nlohmann::json body = parsed(kGoogle);
        const BodyTree tree(body);
        const int node = at(tree, value);
        QVERIFY(node > 0);
        const Path found = suggestedPath(tree, node);
        QCOMPARE(found.text(), suggested);
        QCOMPARE(found.find(tree), QList<int>{node});
    }

    void theSuggestedPathHoldsInAnotherOrder()
    {
        nlohmann::json body = parsed(kGoogle);
        const BodyTree tree(body);
        const Path phone = suggestedPath(tree, at(tree, "user_column_data[1].string_value"));
        nlohmann::json turned = body;
        std::reverse(turned["user_column_data"].begin(), turned["user_column_data"].end());
        turned["user_column_data"].insert(turned["user_column_data"].begin(), {{"column_id", "new"}});
        const BodyTree other(turned);
        QCOMPARE(phone.find(other).size(), 1);
        QCOMPARE(other.text(phone.find(other).first()), QStringLiteral("(512) 555-0143"));
    }

    void thereIsNoPathBeyondTheLimits()
    {
        nlohmann::json deep = "value";
        for (int i = 0; i < 20; ++i)
            deep = nlohmann::json{{"a", deep}};
        const BodyTree tree(deep);
        QVERIFY(suggestedPath(tree, tree.size() - 1).isEmpty());
        QVERIFY(suggestedPath(tree, 0).isEmpty());
        const nlohmann::json wide{{std::string(400, 'x'), 1}};
        QVERIFY(suggestedPath(BodyTree(wide), 1).isEmpty());
    }

    void pointingMakesTheLead()
    {
        const nlohmann::json body = parsed(R"({"wer": "Rosa Example", "wo": "(512) 555-0143", "was": "Grease trap"})");
        const QStringList services{QStringLiteral("Drain Cleaning")};
        MappingDraft draft;
        QVERIFY(!draft.isChanged());
        QVERIFY(std::holds_alternative<Unmappable>(mapLead(body, draft.mapping(), services)));
        draft.point(path("wer"), {Meaning::Kind::Field, LeadField::FullName});
        draft.point(path("wo"), {Meaning::Kind::Field, LeadField::PhoneNumber});
        draft.point(path("was"), {Meaning::Kind::Field, LeadField::ServiceNeeded});
        QVERIFY(draft.isChanged());
        QVERIFY(std::holds_alternative<Unmappable>(mapLead(body, draft.mapping(), services)));
        draft.nameService(QStringLiteral(" Grease  trap"), QStringLiteral("Drain Cleaning"));
        const Mapped mapped = mapLead(body, draft.mapping(), services);
        const auto *lead = std::get_if<MappedLead>(&mapped);
        QVERIFY(lead);
        QCOMPARE(lead->firstName, QStringLiteral("Rosa"));
        QCOMPARE(lead->phoneNumber, QStringLiteral("+15125550143"));
        QCOMPARE(lead->serviceNeeded, QStringLiteral("Drain Cleaning"));
        QCOMPARE(*Mapping::fromJson(draft.mapping().toJson()), draft.mapping());
    }

    void aValueMeansWhatWasSaidLast()
    {
        MappingDraft draft;
        draft.point(path("x"), {Meaning::Kind::Field, LeadField::PhoneNumber});
        draft.point(path("y"), {Meaning::Kind::Field, LeadField::PhoneNumber});
        QCOMPARE(draft.mapping().fields[LeadField::PhoneNumber].from.first().path, path("y"));
        QCOMPARE(draft.mapping().fields[LeadField::PhoneNumber].from.size(), 2);
        draft.point(path("y"), {Meaning::Kind::TestMark, {}});
        QCOMPARE(draft.mapping().fields[LeadField::PhoneNumber].from.size(), 1);
        QCOMPARE(draft.mapping().tests.size(), 1);
        draft.point(path("y"), {Meaning::Kind::NotNeeded, {}});
        QVERIFY(draft.mapping().tests.isEmpty());
        QCOMPARE(draft.mapping().ignore, QList<Path>{path("y")});
        draft.point(path("x"), {Meaning::Kind::Field, LeadField::FirstName});
        QVERIFY(!draft.mapping().fields.contains(LeadField::PhoneNumber));
        draft.point(path("z"), {Meaning::Kind::Field, LeadField::FullName});
        QVERIFY(!draft.mapping().fields.contains(LeadField::FirstName));
    }

    void wordsThatNoTableTakesAreLeftOut()
    {
        MappingDraft draft;
        draft.nameService(QStringLiteral("  "), QStringLiteral("Drain Cleaning"));
        draft.nameUrgency(QString(201, u'x'), QStringLiteral("week"));
        QVERIFY(!draft.isChanged());
        draft.nameUrgency(QStringLiteral("next moon"), QStringLiteral("month"));
        QCOMPARE(draft.mapping().urgencies.value(QStringLiteral("next moon")), QStringLiteral("month"));
    }

    void meaningsAreThoseOfTheValuesTaken()
    {
        const nlohmann::json body = parsed(kGoogle);
        MappingDraft draft;
        const Meaning phone{Meaning::Kind::Field, LeadField::PhoneNumber};
        // The path to a pair means its answer; an empty source gives way to the next.
        draft.point(path("user_column_data[column_id=phone_1]"), phone);
        draft.point(path("nothing"), phone);
        draft.point(path("lead_id"), {Meaning::Kind::TestMark, {}});
        const auto found = meaningsIn(body, draft.mapping());
        QCOMPARE(found.size(), 2);
        QCOMPARE(found.value(&body["user_column_data"][1]["string_value"]), phone);
        QCOMPARE(found.value(&body["lead_id"]).kind, Meaning::Kind::TestMark);
    }

    void eachLeadOfABodyHasItsMeanings()
    {
        const nlohmann::json body = parsed(R"([{"tel": "1"}, {"tel": "2"}])");
        MappingDraft draft;
        draft.point(path("tel"), {Meaning::Kind::Field, LeadField::PhoneNumber});
        const auto found = meaningsIn(body, draft.mapping());
        QVERIFY(found.contains(&body[0]["tel"]) && found.contains(&body[1]["tel"]));
    }
};

QTEST_GUILESS_MAIN(TestMappingDraft)
#include "tst_mappingdraft.moc"
