#include "models/importing/valuewords.h"

#include "models/mapping/wordtable.h"

#include <QRegularExpression>

namespace pl::importing {
namespace {

using Words = QMap<QString, QString>;

void addWords(Words &table, const char *meaning, std::initializer_list<const char *> words)
{
    for (const char *word : words)
        table[QString::fromLatin1(word)] = QString::fromLatin1(meaning);
}

/// By mapping's rules: an exact word, or else the longest pattern.
const Words &leadWords()
{
    static const Words words = [] {
        Words table;
        addWords(table, "new",
                 {"new",         "*new*",      "open",          "open *",      "opened",      "unassigned",
                  "untouched",   "contacted",  "not contacted", "attempted*",  "attempting*", "working*",
                  "in progress", "in process", "connected",     "nurturing",   "nurture",     "pending",
                  "to do",       "qualified",  "recycled",      "assessment*", "requested",   "bad timing",
                  "overdue",     "warm",       "hot",           "cold",        "lead"});
        addWords(table, "assigned",
                 {"assigned", "scheduled", "booked", "dispatched", "accepted", "upcoming", "active", "sold"});
        addWords(table, "done",
                 {"completed", "complete", "done", "closed", "won", "*closed won*", "closed converted", "converted*",
                  "finished", "paid", "invoiced", "customer", "archived", "fulfilled"});
        addWords(table, "lost",
                 {"lost", "*closed lost*", "closed not converted", "not converted", "not interested", "canceled*",
                  "cancelled*", "dead*", "declined", "rejected", "expired"});
        addWords(table, "invalid",
                 {"invalid*", "unqualified*", "disqualified*", "not qualified", "junk*", "spam", "bad", "bad lead",
                  "wrong number", "returned", "test"});
        addWords(table, "duplicate", {"duplicate*"});
        return table;
    }();
    return words;
}

} // namespace

std::optional<StatusMeant> leadStatusMeant(const QString &text)
{
    const auto word = mapping::translated(leadWords(), text);
    if (!word)
        return std::nullopt;
    if (const auto reason = enumFromName<ClosedReason>(*word))
        return StatusMeant{LeadStatus::Completed, reason};
    return StatusMeant{enumFromName<LeadStatus>(*word).value_or(LeadStatus::New), std::nullopt};
}

std::optional<PlumberStatus> plumberStatusMeant(const QString &text)
{
    static const Words words = [] {
        Words table;
        addWords(table, "active", {"active", "enabled", "yes", "true", "on", "1", "available", "working"});
        addWords(table, "paused",
                 {"paused", "pause", "inactive", "on hold", "disabled", "vacation", "no", "false", "off", "0",
                  "unavailable"});
        addWords(table, "removed", {"removed", "deleted", "terminated", "left"});
        return table;
    }();
    const auto word = mapping::translated(words, text);
    return word ? enumFromName<PlumberStatus>(*word) : std::nullopt;
}

std::optional<NotifyBy> notifyByMeant(const QString &text)
{
    static const Words words = [] {
        Words table;
        addWords(table, "email", {"email", "e mail", "mail"});
        addWords(table, "sms", {"sms", "text", "text message", "texts", "phone", "mobile"});
        addWords(table, "both",
                 {"both", "all", "*mail* and *", "*mail* sms", "*mail* text*", "*sms* *mail*", "*text* *mail*"});
        addWords(table, "none", {"none", "no", "off", "never"});
        return table;
    }();
    const auto word = mapping::translated(words, text);
    return word ? enumFromName<NotifyBy>(*word) : std::nullopt;
}

std::optional<int> wholeNumberMeant(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral(
            R"(^(\d{1,6})(?:\.0+)?\s*(?:mi|mile|miles|leads?|(?:leads? )?(?:per|a) (?:day|week|month))?\.?$)"),
        QRegularExpression::CaseInsensitiveOption);
    const auto match = form.match(text.simplified());
    return match.hasMatch() ? std::optional(match.captured(1).toInt()) : std::nullopt;
}

QStringList zipListMeant(const QString &text)
{
    static const QRegularExpression between(QStringLiteral(R"([\s,;|/]+)"));
    static const QRegularExpression shortened(QStringLiteral(R"(^\d{3,4}$)"));
    QStringList zips;
    for (const QString &zip : text.split(between, Qt::SkipEmptyParts))
        zips += shortened.match(zip).hasMatch() ? zip.rightJustified(5, u'0') : zip;
    return zips;
}

} // namespace pl::importing
