#include "models/disk/replicafile.h"
#include "models/replica/officereplica.h"
#include "tests/support/diskfiles.h"
#include "tests/support/faketransport.h"
#include "tests/support/leadsof.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace pl;
using namespace pl::replica;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using pl::test::FakeTransport;
using pl::test::leadsOf;

namespace {

constexpr auto kErasedCustomer = "Zyxwvut"; // a name that nothing else has

/// One window of an office: what a program has from its start to its end.
struct CopyWindow
{
    CopyWindow(FakeTransport &transport, const CopyPlace &place)
        : client(transport, key, nullptr, supabase::RetryPolicy{1, 1ms, 1ms, 1s}), replica(client, nullptr, 10ms, place)
    {
    }
    void load()
    {
        replica.start();
        QTRY_COMPARE(replica.connection(), Connection::Live);
        QTRY_VERIFY(replica.isComplete());
    }

    supabase::KeyCredentials key{"anon"};
    supabase::RestClient client;
    OfficeReplica replica;
};

} // namespace

/// The copy of the office that a window leaves on disk, and what the next one makes of it.
class TestOfficeCopy : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<FakeTransport> m_transport;

    CopyPlace place(const QString &role = u"staff"_s) const
    {
        return {m_dir->filePath(u"office.sqlite"_s), {u"office.test"_s, QUuid(1, 2, 3, 4, 5, 6, 7, 8, 9, 1, 1), role}};
    }
    static QUuid leadId(int number) { return QUuid::fromString(QString::fromStdString(FakeTransport::leadId(number))); }
    /// A window that saw everything and was closed.
    void leaveACopy()
    {
        CopyWindow window(*m_transport, place());
        window.load();
    }
    void changeLead(int number, const nlohmann::json &changes)
    {
        nlohmann::json row = m_transport->row("leads", FakeTransport::leadId(number));
        row.update(changes);
        row["version"] = row["version"].get<int>() + 1;
        row["updated_at"] = m_transport->nextTime();
        m_transport->put("leads", row);
    }
    QByteArray bytesOnDisk() const { return test::bytesIn(m_dir->path()); }

    QByteArray bytesOfImage() const
    {
        QFile file(disk::ReplicaReader::imageOf(place().path));
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_transport = std::make_unique<FakeTransport>();
        m_transport->fillOffice(5);
    }

    void theNextStartNeedsNoNetwork()
    {
        leaveACopy();
        m_transport->setOffline(true);
        CopyWindow window(*m_transport, place());
        QSignalSpy reset(&window.replica, &OfficeReplica::reset);
        window.replica.start();
        QTRY_COMPARE(window.replica.leadCount(), 5);
        QTRY_COMPARE(window.replica.connection(), Connection::Offline);
        QTRY_COMPARE(window.replica.plumbers().size(), 3);
        QVERIFY(!reset.isEmpty());
        QVERIFY(window.replica.isComplete());
        QCOMPARE(window.replica.lead(leadId(2))->lastName, u"Number2"_s);
        QCOMPARE(window.replica.services().size(), 4);
        QCOMPARE(window.replica.settings().minutesToAssign(Urgency::Day), 120);
        QCOMPARE(window.replica.counts(Timestamp::now()).toAssign, 5);
        QVERIFY(window.replica.offlineSince() < Timestamp::now()); // when the copy was made
    }

    void withTheNetworkWhatChangedMeanwhileComes()
    {
        leaveACopy();
        changeLead(2, {{"first_name", "Meanwhile"}});
        m_transport->setOffline(true);
        CopyWindow window(*m_transport, place());
        window.replica.start();
        QTRY_COMPARE(window.replica.connection(), Connection::Offline);
        QTRY_VERIFY(window.replica.hasLeads());
        QCOMPARE(window.replica.lead(leadId(2))->firstName, u"Customer"_s);
        QSignalSpy changed(&window.replica, &OfficeReplica::leadsChanged);
        m_transport->setOffline(false);
        QTRY_COMPARE(window.replica.connection(), Connection::Live);
        QCOMPARE(window.replica.lead(leadId(2))->firstName, u"Meanwhile"_s);
        QCOMPARE(changed.size(), 1);
        QVERIFY(changed.first().at(1).toBool());
    }

    void aCopyIsReadOnFromWhereItWas()
    {
        leaveACopy();
        const int before = m_transport->countOf("GET", "/rest/v1/leads");
        CopyWindow window(*m_transport, place());
        window.load();
        QCOMPARE(m_transport->countOf("GET", "/rest/v1/leads"), before + 1);
        const auto requests = m_transport->requests();
        const auto last = std::find_if(requests.crbegin(), requests.crend(), [](const supabase::HttpRequest &request) {
            return request.target.startsWith("/rest/v1/leads?");
        });
        QVERIFY2(last->target.contains("updated_at=gte."), last->target.constData());
    }

    void ownWritesAreInTheCopy()
    {
        {
            CopyWindow window(*m_transport, place());
            window.load();
            Lead lead = *window.replica.lead(leadId(3));
            lead.firstName = u"Mine"_s;
            ++lead.version;
            window.replica.apply(lead);
            QCOMPARE(window.replica.lead(leadId(3))->firstName, u"Mine"_s);
            lead.firstName = u"Older"_s;
            --lead.version;
            window.replica.apply(lead);
            QCOMPARE(window.replica.lead(leadId(3))->firstName, u"Mine"_s);
        }
        m_transport->setOffline(true);
        CopyWindow window(*m_transport, place());
        window.replica.start();
        QTRY_VERIFY(window.replica.hasLeads());
        QCOMPARE(window.replica.lead(leadId(3))->firstName, u"Mine"_s);
    }

    void nobodySeesAnotherAccountsRows()
    {
        leaveACopy();
        m_transport->setOffline(true);
        CopyPlace other = place();
        other.key.account = QUuid::createUuid();
        CopyWindow window(*m_transport, other);
        window.replica.start();
        QTRY_COMPARE(window.replica.connection(), Connection::Offline);
        QVERIFY(!window.replica.hasLeads());
        CopyWindow promoted(*m_transport, place(u"admin"_s));
        promoted.replica.start();
        QTRY_COMPARE(promoted.replica.connection(), Connection::Offline);
        QVERIFY(!promoted.replica.hasLeads());
    }

    void aCopyIsForItsOwnerAlone()
    {
        leaveACopy();
        const auto permissions = QFile::permissions(place().path);
        QVERIFY(permissions.testFlag(QFile::ReadOwner));
        QVERIFY(!(permissions & (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther)));
    }

    void wipingLeavesNothing()
    {
        CopyWindow window(*m_transport, place());
        window.load();
        QVERIFY(QFile::exists(place().path));
        QSignalSpy reset(&window.replica, &OfficeReplica::reset);
        window.replica.wipe();
        QCOMPARE(reset.size(), 1);
        QVERIFY(!window.replica.hasLeads());
        QVERIFY(!window.replica.lead(leadId(1)));
        QVERIFY(QDir(m_dir->path()).isEmpty());
    }

    void signingOutLeavesTheCopy()
    {
        CopyWindow window(*m_transport, place());
        window.load();
        window.replica.clear();
        QVERIFY(!window.replica.hasLeads());
        QVERIFY(QFile::exists(place().path));
        window.load();
        QCOMPARE(window.replica.leadCount(), 5);
    }

    void inMemoryAloneNothingIsWritten()
    {
        CopyWindow window(*m_transport, {});
        window.load();
        QCOMPARE(leadsOf(window.replica).size(), 5);
        QVERIFY(QDir(m_dir->path()).isEmpty());
        QVERIFY(!QFile::exists(disk::ReplicaFile::inMemory()));
    }

    void itMovesToMemoryAndBack()
    {
        CopyWindow window(*m_transport, place());
        window.load();
        window.replica.moveTo({});
        QVERIFY(QDir(m_dir->path()).isEmpty());
        QTRY_COMPARE(window.replica.leadCount(), 5);
        QVERIFY(QDir(m_dir->path()).isEmpty());
        window.replica.moveTo(place());
        QTRY_COMPARE(window.replica.leadCount(), 5);
        QVERIFY(QFile::exists(place().path));
    }

    void aDamagedCopyIsMadeAgain()
    {
        leaveACopy();
        QFile file(place().path);
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(QByteArray(5000, 'x'));
        file.close();
        {
            CopyWindow window(*m_transport, place());
            window.load();
            QCOMPARE(leadsOf(window.replica).size(), 5);
        }
        m_transport->setOffline(true);
        CopyWindow window(*m_transport, place());
        window.replica.start();
        QTRY_COMPARE(window.replica.leadCount(), 5);
    }

    void whereNothingCanBeWrittenItWorksInMemory()
    {
        CopyPlace nowhere = place();
        nowhere.path = m_dir->filePath(u"no such folder/office.sqlite"_s);
        CopyWindow window(*m_transport, nowhere);
        window.load();
        QCOMPARE(leadsOf(window.replica).size(), 5);
    }

    void anErasedCustomerLeavesColumnsAndFile()
    {
        changeLead(4, {{"first_name", kErasedCustomer}});
        CopyWindow window(*m_transport, place());
        window.load();
        QTRY_VERIFY(bytesOnDisk().contains(kErasedCustomer));
        changeLead(4, {{"first_name", ""},
                       {"last_name", ""},
                       {"email", ""},
                       {"phone_number", ""},
                       {"erased_at", "2026-11-29T12:00:00+00:00"}});
        QTRY_VERIFY(window.replica.lead(leadId(4))->erasedAt.has_value());
        QVERIFY(!window.replica.columns().texts().holds("zyxwvut"));
        QVERIFY(!window.replica.columns().texts().holds(kErasedCustomer));
        QTRY_VERIFY(!bytesOnDisk().contains(kErasedCustomer));
    }

    /// Enough leads for an image of their columns.
    void anErasedCustomerLeavesTheImage()
    {
        m_transport->fillOffice(1500);
        changeLead(4, {{"first_name", kErasedCustomer}});
        CopyWindow window(*m_transport, place());
        window.load();
        QTRY_VERIFY(bytesOfImage().contains(kErasedCustomer));
        changeLead(4, {{"first_name", ""},
                       {"last_name", ""},
                       {"email", ""},
                       {"phone_number", ""},
                       {"erased_at", "2026-11-29T12:00:00+00:00"}});
        QTRY_VERIFY(window.replica.lead(leadId(4))->erasedAt.has_value());
        QTRY_VERIFY(bytesOfImage().isEmpty());
        QTRY_VERIFY(!bytesOnDisk().contains(kErasedCustomer));
        QVERIFY(!bytesOnDisk().contains("zyxwvut"));
    }

    void theImageIsAsGoodAsTheRows()
    {
        m_transport->fillOffice(1500);
        {
            CopyWindow window(*m_transport, place());
            window.load();
            QTRY_VERIFY(!bytesOfImage().isEmpty());
            changeLead(9, {{"first_name", "Later"}});
            QTRY_COMPARE(window.replica.lead(leadId(9))->firstName, u"Later"_s);
        }
        m_transport->setOffline(true);
        CopyWindow window(*m_transport, place());
        window.replica.start();
        QTRY_COMPARE(window.replica.leadCount(), 1500);
        QVERIFY(window.replica.isComplete());
        QVERIFY(!bytesOfImage().isEmpty());
        const columns::LeadColumns &columns = window.replica.columns();
        QVERIFY(columns.record(columns.rowOf(leadId(9))).find("later") != std::string_view::npos);
        QCOMPARE(window.replica.counts(Timestamp::now()).all, 1500);
        window.replica.wipe();
        QVERIFY(QDir(m_dir->path()).isEmpty());
    }

    void aWithdrawnLeadStaysAway()
    {
        leaveACopy();
        changeLead(2, {{"withdrawn_at", "2026-11-29T12:00:00+00:00"}});
        {
            CopyWindow window(*m_transport, place());
            window.load();
            QTRY_COMPARE(window.replica.leadCount(), 4);
            QVERIFY(!window.replica.lead(leadId(2)));
        }
        m_transport->setOffline(true);
        CopyWindow window(*m_transport, place());
        window.replica.start();
        QTRY_COMPARE(window.replica.leadCount(), 4);
        QVERIFY(!window.replica.lead(leadId(2)));
    }

    void theNewestComeFirstAndAllOthersBehindThem()
    {
        m_transport->fillOffice(2500);
        CopyWindow window(*m_transport, place());
        QList<qsizetype> counts;
        connect(&window.replica, &OfficeReplica::reset, this, [&] { counts += window.replica.leadCount(); });
        window.load();
        QTRY_COMPARE(window.replica.leadCount(), 2500);
        QVERIFY(!window.replica.loading());
        QVERIFY(counts.first() == 1000 || counts.first() == 2500);
        QCOMPARE(counts.last(), 2500);
        QCOMPARE(leadsOf(window.replica).size(), 2500);
        const auto requests = m_transport->requests();
        const auto first = std::find_if(requests.cbegin(), requests.cend(), [](const supabase::HttpRequest &request) {
            return request.target.startsWith("/rest/v1/leads?");
        });
        QVERIFY2(first->target.contains("updated_at.desc"), first->target.constData());
    }

    void manyLeadsAreShownFromTheCopy()
    {
        m_transport->fillOffice(2500);
        leaveACopy();
        m_transport->setOffline(true);
        CopyWindow window(*m_transport, place());
        QList<qsizetype> counts;
        connect(&window.replica, &OfficeReplica::reset, this, [&] { counts += window.replica.leadCount(); });
        window.replica.start();
        QTRY_COMPARE(window.replica.leadCount(), 2500);
        QCOMPARE(counts, (QList<qsizetype>{1000, 2500}));
        QCOMPARE(leadsOf(window.replica).size(), 2500);
    }

    /// Until the columns of all are there, the newest ones stand in for them.
    void changesWhileColumnsAreBuiltAreKept()
    {
        m_transport->fillOffice(2500);
        leaveACopy();
        CopyWindow window(*m_transport, place());
        bool isChanged = false;
        connect(&window.replica, &OfficeReplica::reset, this, [&] {
            if (std::exchange(isChanged, true))
                return;
            Lead lead = *window.replica.lead(leadId(7));
            lead.status = LeadStatus::Completed;
            ++lead.version;
            window.replica.apply(lead);
        });
        window.replica.start();
        QTRY_VERIFY(window.replica.isComplete());
        const auto row = window.replica.columns().rowOf(leadId(7));
        QCOMPARE(window.replica.columns().state(row).status(), LeadStatus::Completed);
        QCOMPARE(window.replica.leadCount(), 2500);
        QCOMPARE(window.replica.lead(leadId(7))->status, LeadStatus::Completed);
    }

    void aLoadThatWasStoppedGoesOnLater()
    {
        m_transport->fillOffice(4000);
        CopyWindow window(*m_transport, place());
        connect(&window.replica, &OfficeReplica::loadingChanged, this, [&] {
            if (window.replica.loading() && window.replica.loading()->rows >= 2000)
                window.replica.cancelLoading();
        });
        window.replica.start();
        QTRY_COMPARE(window.replica.connection(), Connection::Live);
        QTRY_VERIFY(window.replica.isLoadingStopped() && !window.replica.loading());
        QVERIFY(!window.replica.isComplete());
        QTRY_VERIFY(window.replica.leadCount() >= 2000);
        QVERIFY(window.replica.leadCount() < 4000);
        window.replica.disconnect(this);
        window.replica.syncNow();
        QTRY_COMPARE(window.replica.leadCount(), 4000);
        QVERIFY(window.replica.isComplete());
    }

    void aSnapshotHasWhatIsNotWrittenYet()
    {
        CopyWindow window(*m_transport, place());
        window.load();
        Lead lead = *window.replica.lead(leadId(1));
        lead.firstName = u"Newest"_s;
        ++lead.version;
        window.replica.apply(lead);
        const LeadSnapshot snapshot = window.replica.snapshot();
        QHash<QUuid, QString> names;
        QVERIFY(snapshot.each([&names](const Lead &one) {
            names.insert(one.id, one.firstName);
            return true;
        }));
        QCOMPARE(names.size(), 5);
        QCOMPARE(names.value(leadId(1)), u"Newest"_s);
        const auto two = snapshot.leads({leadId(5), QUuid::createUuid(), leadId(1)});
        QVERIFY(two);
        QCOMPARE(two->size(), 2);
        QCOMPARE(two->first().id, leadId(5));
        QCOMPARE(two->last().firstName, u"Newest"_s);
        QCOMPARE(snapshot.each([](const Lead &) { return false; }).error().code, ErrorCode::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestOfficeCopy)
#include "tst_officecopy.moc"
