#include "models/replica/viewbook.h"
#include "models/tables/savedviewdefinition.h"
#include "tests/support/officefixture.h"
#include "tests/support/waiting.h"

#include <QSignalSpy>

using namespace pl;
using namespace Qt::StringLiterals;
using nlohmann::json;
using pl::test::wait;

/// What a window knows of saved views and does to them; with the real stores in tests/integration/tst_viewsdesktop.
class TestViewBook : public QObject
{
    Q_OBJECT

    std::unique_ptr<test::OfficeFixture> m_office;
    std::unique_ptr<replica::ViewBook> m_book;

    test::FakeTransport &store() { return m_office->transport; }
    static std::string idText(int number) { return "60000000-0000-4000-8000-00000000000" + std::to_string(number); }
    static QUuid id(int number) { return QUuid::fromString(QString::fromStdString(idText(number))); }
    void putView(int number, const char *name, const char *owner, bool shared)
    {
        const std::string at = store().nextTime();
        store().put("saved_views", {{"id", idText(number)},
                                    {"owner", owner},
                                    {"name", name},
                                    {"shared", shared},
                                    {"definition", json::object()},
                                    {"position", number},
                                    {"shortcut", nullptr},
                                    {"deleted_at", nullptr},
                                    {"created_at", at},
                                    {"updated_at", at},
                                    {"version", 1}});
    }
    QStringList names() const
    {
        QStringList list;
        const QList<SavedView> views = m_book->views();
        for (const SavedView &view : views)
            list += view.name;
        return list;
    }
    void load()
    {
        const QSignalSpy changed(m_book.get(), &replica::ViewBook::changed);
        m_book->load();
        QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), 10000);
        QVERIFY(m_book->isLoaded());
    }

private Q_SLOTS:
    void init()
    {
        m_office = std::make_unique<test::OfficeFixture>(1);
        putView(1, "Mine", "sam@office.test", false);
        putView(2, "Everybody's", "ada@office.test", true);
        QVERIFY(m_office->load());
        m_book = std::make_unique<replica::ViewBook>(m_office->client, u"sam@office.test"_s, false);
        load();
    }
    void cleanup()
    {
        m_book.reset();
        m_office.reset();
    }

    void aViewIsSavedBehindTheOthers()
    {
        SavedView wish;
        wish.name = u"Boilers"_s;
        wish.definition = tables::SavedViewDefinition().toJson();
        const auto saved = wait(m_book->add(wish));
        QVERIFY(saved);
        QCOMPARE(names(), QStringList({u"Mine"_s, u"Everybody's"_s, u"Boilers"_s}));
        QVERIFY(m_book->isOwn(*saved));
    }

    void anAnswerThatWasLostSavesItOnce()
    {
        const auto count = store().count("saved_views");
        store().loseNextAnswer("POST", "/rest/v1/saved_views");
        SavedView wish;
        wish.name = u"Boilers"_s;
        (void)wait(m_book->add(wish));
        load();
        QCOMPARE(store().count("saved_views"), count + 1);
        QCOMPARE(names().count(u"Boilers"_s), 1);
    }

    void onlyWhatDiffersIsWritten()
    {
        SavedView wish = *m_book->view(id(1));
        wish.name = u"Still mine"_s;
        QVERIFY(wait(m_book->change(*m_book->view(id(1)), wish)));
        const supabase::HttpRequest &last = store().requests().last();
        QVERIFY2(json::parse(last.body.toStdString()) == json({{"name", "Still mine"}}), last.body.constData());
        QCOMPARE(m_book->view(id(1))->name, u"Still mine"_s);
    }

    void somebodyElsesViewStaysAsItIs()
    {
        const SavedView theirs = *m_book->view(id(2));
        SavedView wish = theirs;
        wish.name = u"Sam's"_s;
        const int before = store().countOf("PATCH", "/rest/v1/saved_views");
        const auto refused = wait(m_book->change(theirs, wish));
        QVERIFY(!refused && refused.error().code == ErrorCode::Forbidden);
        QCOMPARE(store().countOf("PATCH", "/rest/v1/saved_views"), before);
        m_book = std::make_unique<replica::ViewBook>(m_office->client, u"sam@office.test"_s, true);
        load();
        QVERIFY(wait(m_book->change(theirs, wish)));
    }

    void whoIsSlowerSeesTheNewOne()
    {
        const SavedView seen = *m_book->view(id(1));
        json row = store().row("saved_views", idText(1));
        row.update({{"name", "From another computer"}, {"version", 2}, {"updated_at", store().nextTime()}});
        store().put("saved_views", row);
        SavedView wish = seen;
        wish.name = u"Late"_s;
        const auto lost = wait(m_book->change(seen, wish));
        QVERIFY(!lost && lost.error().code == ErrorCode::Outdated);
        QTRY_COMPARE_WITH_TIMEOUT(m_book->view(id(1))->name, u"From another computer"_s, 10000);
    }

    void aDeletedViewComesBackByUndo()
    {
        const auto removed = wait(m_book->remove(*m_book->view(id(1))));
        QVERIFY(removed && removed->deletedAt);
        QCOMPARE(names(), QStringList{u"Everybody's"_s});
        load();
        QVERIFY(!m_book->view(id(1)));
        QVERIFY(wait(m_book->restore(*removed)));
        QCOMPARE(names().first(), u"Mine"_s);
    }

    void theBookFollowsTheNews()
    {
        m_book->follow(m_office->replica.news());
        m_office->replica.news().ask();
        putView(3, "New", "ada@office.test", true);
        m_office->replica.news().ask();
        QTRY_COMPARE_WITH_TIMEOUT(names().size(), 3, 10000);
    }

    void anOutageKeepsWhatIsKnown()
    {
        store().setOffline(true);
        m_book->load();
        QTRY_VERIFY_WITH_TIMEOUT(m_book->failure(), 10000);
        QCOMPARE(names().size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestViewBook)
#include "tst_viewbook.moc"
