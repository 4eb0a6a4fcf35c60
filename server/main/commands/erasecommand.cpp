#include "server/main/commands/erasecommand.h"

#include "server/main/commands/options.h"
#include "server/main/statuswriter.h"
#include "server/main/terminal.h"

#include <QFile>

#include <cstdio>

namespace pl {

using namespace Qt::StringLiterals;
using customer::EraseCall;
using customer::EraseCounts;
using nlohmann::json;

namespace {

constexpr std::chrono::milliseconds kPoll(500);
constexpr int kMaxPollsUnseen = 60; // half a minute: then no server takes requests
constexpr int kMaxPolls = 20 * 60;  // ten minutes

QByteArray namesText(const char *title, const QStringList &names)
{
    QByteArray text;
    for (const QString &name : names)
        text += title + name.toUtf8() + '\n';
    return text;
}

QByteArray goingText(const EraseCounts &counts)
{
    const QList<QStringList> rows{{u"leads"_s, QString::number(counts.leads)},
                                  {u"lines of history that lose their words"_s, QString::number(counts.events)},
                                  {u"messages"_s, QString::number(counts.messages)},
                                  {u"replies"_s, QString::number(counts.replies)},
                                  {u"bodies that sources sent"_s, QString::number(counts.bodies)},
                                  {u"changes kept by imports"_s, QString::number(counts.imports)},
                                  {u"entries in the journal"_s, QString::number(counts.journal)},
                                  {u"files with exports"_s, QString::number(counts.exports)}};
    return printedTable(rows);
}

QByteArray stayingText(const EraseCounts &counts)
{
    QByteArray text = "Amounts, counts, times and the history's hashes stay.\n";
    if (counts.optOuts > 0)
        text += "That this number answered STOP stays, as a hash.\n";
    if (counts.openCharges > 0)
        text += "Charges or refunds under way: " + QByteArray::number(counts.openCharges) + ". They go on.\n";
    if (counts.disputes > 0)
        text += "Disputed payments: " + QByteArray::number(counts.disputes) +
                ". Save the leads' proof packs first: what could answer the bank goes.\n";
    text += namesText("Backup, keeps old data until it ages out: ", counts.backups);
    return text + namesText("Holds this person, look at it yourself: ", counts.files);
}

} // namespace

void EraseCommand::describe(CLI::App &app)
{
    app.footer("erase --phone \"(512) 555-0143\" --email maria@example.com");
    m_who.describe(app, false);
    addFlag(app, "--yes", m_isSure, "Don't ask. Without it, you type the number or address once more.");
    addDataOption(app, dataPath());
    addJsonOption(app, m_asJson);
}

void EraseCommand::run()
{
    const auto person = m_who.key();
    if (!person || person->isEmpty())
        return fail(person ? usageError(u"--phone or --email is missing."_s) : person.error());
    if (!m_isSure && !isTerminal())
        return fail(usageError(u"Nobody can be asked here. With --yes, it is done without asking."_s));
    m_person = *person;
    if (const auto taken = takeFolder(); !taken)
        return fail(taken.error());
    work(Mode::Preview, [this](const EraseCounts &counts) { confirm(counts); });
}

/// No server starts in between, and none is in the way: or one runs, and does the work.
Result<> EraseCommand::takeFolder()
{
    auto lock = dataDir().lock();
    if (!lock)
        return lock.error().code == ErrorCode::Conflict ? Result<>() : Result<>(lock.error());
    m_lock = std::move(*lock);
    const QString path = dataDir().file("journal.sqlite");
    if (!QFile::exists(path))
        return {};
    auto journal = journal::Journal::open({path});
    if (!journal)
        return journal.error();
    m_journal = std::move(*journal);
    return {};
}

void EraseCommand::work(Mode mode, const Next &next)
{
    if (!m_lock)
        return ask(mode, next);
    const customer::EraseTools tools{
        .rest = rest(), .journal = m_journal.get(), .dataDir = dataDir().path(), .purgeStore = backend().purge(this)};
    then((new EraseCall(tools, m_person, mode, this))->start(), next);
}

void EraseCommand::ask(Mode mode, const Next &next)
{
    const QUuid id = QUuid::createUuid();
    const auto kind = mode == Mode::Erase ? ServerRequestKind::ErasePerson : ServerRequestKind::PreviewErasing;
    json data = m_person.toJson();
    data["server"] = toJson(StatusWriter::serverName()); // not another's, whose journal and folder are others
    const json row{{"id", toJson(id)}, {"kind", enumText(kind)}, {"data", data}};
    then(rest().insert(supabase::Query(ServerRequest::kTable).select("id"), row), [this, id, next](const json &) {
        m_polls = 0;
        waitFor(id, next);
    });
}

void EraseCommand::waitFor(const QUuid &request, const Next &next)
{
    QTimer::singleShot(kPoll, this, [this, request, next] {
        const auto query = supabase::Query(ServerRequest::kTable).select(ServerRequest::columns()).eq("id", request);
        then(rest().selectJson(query), [=, this](const json &rows) { onRequest(rows, request, next); });
    });
}

void EraseCommand::onRequest(const json &rows, const QUuid &id, const Next &next)
{
    const auto request = ServerRequest::fromJson(rows.empty() ? json() : rows.front());
    if (!request)
        return fail(request.error());
    if (request->state == ServerRequestState::Failed)
        return fail({ErrorCode::Conflict, request->reason});
    if (request->state == ServerRequestState::Done) {
        const auto counts = EraseCounts::fromJson(request->answer);
        return counts ? next(*counts) : fail(counts.error());
    }
    ++m_polls;
    if (m_polls > kMaxPolls || (request->state == ServerRequestState::Asked && m_polls > kMaxPollsUnseen))
        return fail({ErrorCode::TimedOut, u"The server on this folder hasn't picked it up. Is it busy, or does it only "
                                          "serve the store? Look at its log."_s});
    waitFor(id, next);
}

void EraseCommand::confirm(const EraseCounts &counts)
{
    const QByteArray text = "Will be erased:\n" + goingText(counts) + stayingText(counts);
    std::fwrite(text.constData(), 1, std::size_t(text.size()), stderr);
    if (!m_isSure && !isConfirmed())
        return fail({ErrorCode::Conflict, u"Nothing was erased."_s});
    work(Mode::Erase, [this](const EraseCounts &done) {
        if (!m_lock)
            return report(done); // the server noted it
        then(customer::noteErasing(rest(), u"server"_s, done), [this, done](const json &) { report(done); });
    });
}

bool EraseCommand::isConfirmed() const
{
    const QString what = m_person.phone.isEmpty() ? u"e-mail address"_s : u"phone number"_s;
    const auto typed =
        CustomerKey::fromText(askOnTerminal(u"This can't be undone. Type the %1 to erase: "_s.arg(what)));
    return typed && (m_person.phone.isEmpty() ? typed->email == m_person.email : typed->phone == m_person.phone);
}

void EraseCommand::report(const EraseCounts &counts)
{
    m_journal.reset();
    if (m_asJson)
        return Q_EMIT finished(printed(counts.toJson()));
    const QByteArray begin = counts.isNothing() ? "Nothing was left to erase.\n" : "Erased:\n" + goingText(counts);
    Q_EMIT finished(begin + namesText("Backup, keeps old data until it ages out: ", counts.backups) +
                    namesText("Holds this person, look at it yourself: ", counts.files));
}

} // namespace pl
