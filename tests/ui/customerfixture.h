#pragma once

#include "models/domain/historychain.h"
#include "tests/support/messagerows.h"
#include "tests/support/playedserver.h"
#include "tests/ui/officefixture.h"
#include "ui/office/customercontext.h"
#include "ui/office/filecontext.h"
#include "ui/shell/mainwindow.h"
#include "ui/style/theme.h"
#include "ui/widgets/notice.h"

#include <QApplication>
#include <QLabel>
#include <QTest>

namespace pl::test {

/// An office with two leads of Maria, the second a duplicate with another address, and one of Bob; in the whole window,
/// over a FakeTransport, with a server that the test plays.
class CustomerFixture
{
public:
    using json = nlohmann::json;
    enum class Who { Staff, Admin };
    inline static const std::string kPhone = "+15125550143";
    inline static const std::string kEmail = "maria@home.test";

    explicit CustomerFixture(Who who)
        : desk(office.client, office.replica, book, who == Who::Admin ? &server : nullptr,
               QStringLiteral("sam@office.test"))
    {
        book.follow(office.replica.news());
        office.transport.fillOffice(0);
        putLead(1, "Maria", "Gonzalez", kPhone, kEmail);
        putLead(2, "Maria", "Gonzalez", kPhone, "m.gonzalez@work.test");
        putLead(3, "Bob", "Stone", "+15125550177", "bob@home.test");
        change(2, {{"duplicate_of", FakeTransport::leadId(1)}});
        change(1, {{"consent", {{"text", "You may call me"}, {"at", "2026-11-01T10:00:00Z"}, {"ip", "203.0.113.9"}}}});
        addLine(1, "received", "server");
        addLine(1, "note", "ada@office.test", "wants a call after six");
        addLine(3, "received", "server");
        connectContext(who);
    }

    OfficeFixture office;
    PlayedServer played{office.transport};
    replica::ServerDesk server{
        office.client,
        {std::chrono::milliseconds(5), std::chrono::milliseconds(5000), std::chrono::milliseconds(5000)}};
    replica::DoNotContactBook book{office.client};
    replica::CustomerDesk desk;
    replica::KeepingRules keeping{office.client};
    replica::ActivityFeed activity{office.client, QStringLiteral("sam@office.test")};
    int syncs = 0; ///< how often all copies were to be read again
    ui::CustomerContext customers{desk, keeping, [this] {
                                      ++syncs;
                                      office.replica.syncNow();
                                  }};
    QTemporaryDir folder;
    ui::FileContext files;
    QStringList asked; ///< the names of files that were to be saved
    std::unique_ptr<ui::Theme> theme;
    std::unique_ptr<ui::MainWindow> window;

    bool open()
    {
        theme = std::make_unique<ui::Theme>(office.settings);
        window = std::make_unique<ui::MainWindow>(office.context, *theme);
        window->resize(1400, 900);
        window->show();
        window->activateWindow();
        office.start();
        return QTest::qWaitForWindowActive(window.get()) && QTest::qWaitFor([this] { return office.isLive(); });
    }
    template <class W>
    W *find(const char *name)
    {
        return window->findChild<W *>(QLatin1StringView(name));
    }
    QString text(const char *label) { return find<QLabel>(label)->text(); }
    /// Without a window manager nothing becomes active again by itself when a form closes.
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {})
    {
        if (!QApplication::activeWindow()) {
            window->activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(window.get()));
        }
        QWidget *focus = window->focusWidget();
        QTest::keyClick(focus ? focus : window.get(), key, modifiers);
    }
    void type(const QString &typed) { QTest::keyClicks(window->focusWidget(), typed); }
    QString notice() { return find<ui::Notice>("notice")->text(); }
    bool isOpen() { return find<QWidget>("customerSections")->isVisible(); }

    void putLead(int number, const std::string &first, const std::string &last, const std::string &phone,
                 const std::string &email)
    {
        json row = FakeTransport::lead(number, first, last);
        row.update({{"phone_number", phone}, {"email", email}});
        office.transport.put("leads", row);
    }
    void change(int number, const json &changes)
    {
        json row = office.transport.row("leads", FakeTransport::leadId(number));
        row.update(changes);
        row.update({{"version", row["version"].get<int>() + 1}, {"updated_at", office.transport.nextTime()}});
        office.transport.put("leads", row);
    }
    /// As the server erases.
    void eraseLead(int number)
    {
        change(number, {{"first_name", ""},
                        {"last_name", ""},
                        {"email", ""},
                        {"phone_number", ""},
                        {"status", "completed"},
                        {"closed_reason", "lost"},
                        {"erased_at", office.transport.nextTime()}});
    }
    /// The newest line of activity of that kind that the window wrote; null when there is none.
    json activityOf(const std::string &kind) const
    {
        json newest;
        for (const auto &request : office.transport.requests())
            if (request.method == "POST" && request.target.startsWith("/rest/v1/activity"))
                if (const json row = json::parse(request.body.toStdString()); row["kind"] == kind)
                    newest = row;
        return newest;
    }
    /// Somebody changes the history in the database.
    void alterLine(int lead, int sequence)
    {
        json row = m_lines.value(10 * lead + sequence);
        row["actor"] = "eve@office.test";
        office.transport.put("lead_events", row);
    }

private:
    void connectContext(Who who)
    {
        office.context.isAdmin = who == Who::Admin;
        office.context.server = who == Who::Admin ? &server : nullptr;
        office.context.activity = &activity;
        office.context.customers = &customers;
        files.chooseFile = [this](QWidget *, const QString &name, const auto &chosen) {
            asked += name;
            chosen(folder.filePath(name));
        };
        files.openFolder = [](const QString &) {};
        office.context.files = &files;
    }
    /// Sealed as the databases do it.
    void addLine(int lead, const char *kind, const char *actor, const char *note = nullptr)
    {
        HistoryLine line;
        line.leadId = QUuid::fromString(QString::fromStdString(FakeTransport::leadId(lead)));
        line.sequence = ++m_sequences[lead];
        line.previousHash = line.sequence == 1 ? historyStart(line.leadId) : m_hashes[lead];
        line.at = *Timestamp::parse(QString::fromStdString(office.transport.nextTime()));
        line.kind = QString::fromLatin1(kind);
        line.actor = QString::fromLatin1(actor);
        if (note) {
            line.note = QString::fromLatin1(note);
            line.textSalt = QUuid::createUuid();
            line.textHash = historyTextHash(line);
        }
        line.hash = m_hashes[lead] = historyHash(line);
        const int id = 10 * lead + line.sequence;
        m_lines[id] = {{"id", id},
                       {"lead_id", toJson(line.leadId)},
                       {"sequence", line.sequence},
                       {"previous_hash", toJson(line.previousHash)},
                       {"hash", toJson(line.hash)},
                       {"text_hash", note ? toJson(line.textHash) : json()},
                       {"text_salt", toJson(line.textSalt)},
                       {"kind", kind},
                       {"actor", actor},
                       {"plumber_id", nullptr},
                       {"note", toJson(line.note)},
                       {"detail", nullptr},
                       {"detail_text", nullptr},
                       {"at", toJson(line.at.toString())}};
        office.transport.put("lead_events", m_lines[id]);
    }

    QHash<int, int> m_sequences;
    QHash<int, QString> m_hashes;
    QHash<int, json> m_lines; ///< by id
};

} // namespace pl::test
