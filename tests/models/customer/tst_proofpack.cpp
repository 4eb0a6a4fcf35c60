#include "models/customer/proofpack.h"
#include "tests/models/customer/personrows.h"

#include <QCryptographicHash>
#include <QTest>

using namespace pl;
using namespace pl::customer;
using nlohmann::json;
using pl::test::PersonRows;

class TestProofPack : public QObject
{
    Q_OBJECT

    static ProofMaker maker()
    {
        return {QStringLiteral("Hill Country Plumbing"), QStringLiteral("ada@office.test"),
                Timestamp::parse(u"2026-11-30T12:00:00Z").value_or(Timestamp())};
    }
    static ProofPack packOf(const PersonRows &maria)
    {
        const PersonFile file = maria.file();
        return {*file.lead(PersonRows::kLead), file, maker()};
    }
    static ProofSection section(const ProofPack &pack, ProofPart part)
    {
        for (const ProofSection &section : pack.sections())
            if (section.part == part)
                return section;
        return {};
    }

private Q_SLOTS:
    void holdsTheWholeStory()
    {
        const json document = packOf(PersonRows()).document();
        QVERIFY(document["lead"]["phone_number"] == json("+15125550143"));
        QVERIFY(document["lead"]["source"] == json("Website"));
        QVERIFY(document["consent"]["text"] == json("You may call me"));
        QCOMPARE(document["messages"].size(), std::size_t(2));
        QVERIFY(document["messages"][1]["sent_text"] == json("Joe will call you."));
        QVERIFY(document["candidates"][0]["decision"]["eligible"] == json(3));
        QVERIFY(document["payments"][0]["exceptions"][0]["kind"] == json("dispute"));
        QVERIFY(document["do_not_contact"][0]["channel"] == json("sms"));
        QVERIFY(document["made"]["by"] == json("ada@office.test"));
    }

    /// The history tells nothing of it, so the pack does.
    void namesWhoAskedForARefund()
    {
        const ProofPack pack = packOf(PersonRows());
        QVERIFY(pack.document()["office"][0]["kind"] == json("refund_requested"));
        QVERIFY(pack.document()["office"][0]["plumber"] == json("Joe's Pipes"));
        const ProofBlock deed = section(pack, ProofPart::Office).blocks.first();
        QVERIFY(deed.contains(ProofValue{"actor", "ada@office.test"}));
        QVERIFY(deed.last().name == "deed" && deed.last().value["detail"]["cents"] == json(4500));
    }

    void isTheSameForTheSameRows()
    {
        PersonRows other;
        std::reverse(other.rows.history.begin(), other.rows.history.end());
        QCOMPARE(packOf(PersonRows()).toJson(), packOf(other).toJson());
    }

    void provesItself()
    {
        const QByteArray file = packOf(PersonRows()).toJson();
        QVERIFY(ProofPack::isIntact(file).valueOr(false));
        QVERIFY(!ProofPack::isIntact(QByteArray(file).replace("Maria", "Marie")).valueOr(true));
        QVERIFY(!ProofPack::isIntact("{}").ok());
        QVERIFY(!ProofPack::isIntact("no JSON").ok());
    }

    /// By the rule in the header, without this class.
    void itsHashIsThatOfTheDocumentWithoutIt()
    {
        const ProofPack pack = packOf(PersonRows());
        json whole = json::parse(pack.toJson().toStdString());
        const std::string said = whole["sha256"].get<std::string>();
        whole.erase("sha256");
        const QByteArray text = QByteArray::fromStdString(whole.dump());
        QCOMPARE(QString::fromStdString(said),
                 QString::fromLatin1(QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex()));
        QCOMPARE(pack.sha256(), QString::fromStdString(said));
    }

    void checksTheChain_data()
    {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("fault");
        QTest::newRow("nothing") << QString() << QString() << QStringLiteral("none");
        QTest::newRow("another person") << QStringLiteral("actor") << QStringLiteral("eve@office.test")
                                        << QStringLiteral("line_altered");
        QTest::newRow("other words") << QStringLiteral("detail_text") << QStringLiteral("{\"eligible\": 4}")
                                     << QStringLiteral("text_altered");
        QTest::newRow("another place") << QStringLiteral("previous_hash") << QString(64, u'0')
                                       << QStringLiteral("order_broken");
    }
    void checksTheChain()
    {
        QFETCH(QString, field);
        QFETCH(QString, value);
        QFETCH(QString, fault);
        PersonRows maria;
        if (!field.isEmpty())
            maria.rows.history[1][field.toStdString()] = toJson(value);
        const ProofPack pack = packOf(maria);
        QCOMPARE(pack.isSound(), field.isEmpty());
        QVERIFY(pack.document()["chain"]["fault"] == toJson(fault));
        QVERIFY(pack.document()["chain"]["fault_at"] == (field.isEmpty() ? json() : json(2)));
    }

    void missesALine()
    {
        PersonRows maria;
        maria.rows.history.erase(1);
        QVERIFY(!packOf(maria).isSound());
    }

    void showsSectionsInTheirOrder()
    {
        const ProofPack pack = packOf(PersonRows());
        const QList<ProofSection> sections = pack.sections();
        QCOMPARE(sections.size(), 10);
        QCOMPARE(sections.first().part, ProofPart::Made);
        QCOMPARE(sections.last().part, ProofPart::Chain);
        QCOMPARE(section(pack, ProofPart::History).blocks.size(), 3);
        const ProofBlock consent = section(pack, ProofPart::Consent).blocks.first();
        QCOMPARE(consent.first(), (ProofValue{"text", "You may call me"}));
        QVERIFY(consent.contains(ProofValue{"address", "203.0.113.9"}));
        // What is unknown is left out, and a part without anything stays to say so.
        const ProofBlock lead = section(pack, ProofPart::Lead).blocks.first();
        for (const ProofValue &value : lead)
            QVERIFY2(!value.value.is_null(), value.name.constData());
        PersonRows silent;
        silent.rows.refusals.clear();
        QVERIFY(section(packOf(silent), ProofPart::DoNotContact).blocks.isEmpty());
    }

    void showsWhateverASourceCalledConsent()
    {
        PersonRows maria;
        maria.rows.leads[1]["consent"]["certificate"] = "https://cert.example/1";
        const ProofBlock consent = section(packOf(maria), ProofPart::Consent).blocks.first();
        QCOMPARE(consent.last(), (ProofValue{"certificate", "https://cert.example/1"}));
    }
};

QTEST_GUILESS_MAIN(TestProofPack)
#include "tst_proofpack.moc"
