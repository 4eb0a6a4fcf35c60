#include "models/domain/intakeitem.h"
#include "models/domain/lead.h"
#include "models/mapping/mapper.h"
#include "models/mapping/preset.h"
#include "server/main/demo/democatalog.h"
#include "server/main/demo/demohooks.h"
#include "server/main/demo/demoitems.h"

#include <QTest>

using namespace pl;
using namespace Qt::StringLiterals;
using nlohmann::json;

/// The sample's hooks, their leads, and what of theirs is to be sorted.
class TestDemoHooks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsAreTheSameEachTime();
    void hooksHaveKeysAndPresets();
    void leadsAreOfAllKinds();
    void itemsAreWhatTheirCausesSay();

private:
    const Timestamp m_now = Timestamp::now();
    const QUuid m_website = QUuid::createUuid();
};

namespace {

/// What of an unmapped body, or of one that is no lead, the mapper says.
QString mappersReason(const IntakeItem &item, const mapping::ReadBody &body)
{
    const bool isGoogle = item.sourceId == demo::sampleId(demo::kGoogleHook);
    QStringList services;
    for (const demo::CatalogService &service : demo::services())
        services += QString::fromLatin1(service.name);
    const auto leads =
        mapping::mapBody(body, mapping::presetOf(isGoogle ? u"google-ads"_s : u"thumbtack"_s)->mapping, services);
    if (const auto *noLead = std::get_if<mapping::NoLead>(&leads.first()))
        return item.cause == IntakeCause::NoLead ? noLead->reason : u"no lead"_s;
    const auto *unmapped = std::get_if<mapping::Unmappable>(&leads.first());
    return unmapped && item.cause == IntakeCause::Unmapped ? unmapped->reason : u"a lead"_s;
}

} // namespace

void TestDemoHooks::rowsAreTheSameEachTime()
{
    QVERIFY(demo::hookLeadRows(m_now, m_website) == demo::hookLeadRows(m_now, m_website));
    QVERIFY(demo::intakeRows(m_now, m_website) == demo::intakeRows(m_now, m_website));
}

void TestDemoHooks::hooksHaveKeysAndPresets()
{
    const auto google = SourceKey::create(SourceKey::Kind::Hook);
    const json hooks = demo::hookRows(google, SourceKey::create(SourceKey::Kind::Hook));
    QCOMPARE(hooks.size(), std::size_t(2));
    for (const json &hook : hooks) {
        QVERIFY(hook["kind"] == "hook");
        QVERIFY(mapping::presetOf(QString::fromStdString(hook["preset"].get<std::string>())));
    }
    QVERIFY(hooks[0]["key_hash"] == google.hash().toStdString());
    QVERIFY(hooks[0]["key_hash"] != hooks[1]["key_hash"]);
}

void TestDemoHooks::leadsAreOfAllKinds()
{
    int tests = 0;
    int unreal = 0;
    int addresses = 0;
    int answered = 0;
    for (json row : demo::hookLeadRows(m_now, m_website)) {
        row.update(json{{"status", "new"}, {"updated_at", row["created_at"]}, {"version", 1}});
        for (const char *column : {"assigned_plumber_id", "duplicate_of", "closed_reason", "erased_at", "assigned_at",
                                   "accepted_at", "completed_at", "attention"})
            row[column] = nullptr;
        const auto lead = Lead::fromJson(row);
        QVERIFY2(lead.ok(), lead ? "" : qPrintable(lead.error().message));
        QVERIFY(!lead->email.isEmpty() || !lead->phoneNumber.isEmpty());
        QVERIFY(lead->phoneNumber.isEmpty() || lead->phoneNumber.sliced(5).startsWith(u"55501"));
        QVERIFY(lead->createdAt < m_now);
        tests += lead->isTest;
        unreal += lead->hasRealPhone == false;
        addresses += lead->street.has_value();
        answered += lead->answers.is_object() && lead->isTest == false;
    }
    QCOMPARE(tests, 1);
    QCOMPARE(unreal, 1);
    QVERIFY(addresses > 0 && answered > 2);
}

void TestDemoHooks::itemsAreWhatTheirCausesSay()
{
    QSet<IntakeCause> causes;
    for (json row : demo::intakeRows(m_now, m_website)) {
        row.update(json{{"updated_at", row["created_at"]}, {"version", 1}});
        row.update(json{{"is_test", false}, {"lead_id", nullptr}, {"erased_at", nullptr}, {"body_encoding", "text"}});
        const auto item = IntakeItem::fromJson(row);
        QVERIFY2(item.ok(), item ? "" : qPrintable(item.error().message));
        causes.insert(item->cause);
        QCOMPARE(item->status == IntakeStatus::Discarded, item->cause == IntakeCause::NoLead);
        QCOMPARE(item->note.has_value(), item->cause == IntakeCause::NoLead);
        const auto body = IntakeBody::fromJson(row);
        QVERIFY(body.ok());
        const auto read = mapping::readBody(item->contentType.toLatin1(), body->bytes);
        QCOMPARE(read.ok(), item->cause != IntakeCause::Broken);
        if (!read)
            QCOMPARE(read.error().message, item->reason);
        else if (item->cause != IntakeCause::Refused)
            QCOMPARE(mappersReason(*item, *read), item->reason);
    }
    QCOMPARE(causes.size(), 4);
}

QTEST_GUILESS_MAIN(TestDemoHooks)
#include "tst_demohooks.moc"
