#include "models/wording/messagetemplate.h"

#include "models/wording/texttemplate.h"

namespace pl::wording {

namespace {

using namespace Qt::StringLiterals;

constexpr QLatin1StringView kSubject("Subject: ");

/// "lead_assigned.txt", in Spanish "lead_assigned.es.txt".
QString originalFile(const TemplateKey &key)
{
    const QString ending = key.isSms() ? u".sms"_s : u".txt"_s;
    const QString name = key.language == u"en" ? key.name : key.name + u'.' + key.language;
    const QString text = TextTemplate::fileText(name + ending);
    return text.isEmpty() ? TextTemplate::fileText(key.name + ending) : text;
}

} // namespace

const QStringList &languages()
{
    static const QStringList kLanguages{u"en"_s, u"es"_s};
    return kLanguages;
}

const QStringList &templateNames()
{
    static const QStringList kNames{u"lead_assigned"_s, u"plumber_found"_s, u"card_setup"_s, u"payment_action"_s};
    return kNames;
}

bool hasTemplate(const QString &name, const QString &channel)
{
    return channel == u"sms" ? name == u"lead_assigned" : templateNames().contains(name);
}

QList<TemplateKey> templateKeys(const QString &language)
{
    QList<TemplateKey> keys;
    for (const QString &name : templateNames())
        for (const QString &channel : {u"email"_s, u"sms"_s})
            if (hasTemplate(name, channel))
                keys += TemplateKey{name, channel, language};
    return keys;
}

bool isToCustomer(const QString &name)
{
    return name == u"plumber_found";
}

TemplateText textOfFile(const QString &whole)
{
    const QString text = whole.trimmed();
    if (!text.startsWith(kSubject))
        return {{}, text};
    const auto end = text.indexOf(u'\n');
    if (end < 0)
        return {text.sliced(kSubject.size()), {}};
    return {text.sliced(kSubject.size(), end - kSubject.size()), text.sliced(end + 1).trimmed()};
}

QString fileOf(const TemplateText &text)
{
    const QString subject = text.subject.isEmpty() ? QString() : kSubject + text.subject + u'\n';
    return subject + text.body + u'\n';
}

TemplateText originalText(const TemplateKey &key)
{
    return textOfFile(originalFile(key));
}

QByteArray MessageTemplate::columns()
{
    return "id,name,channel,language,subject,body,version";
}

Result<MessageTemplate> MessageTemplate::fromJson(const nlohmann::json &row)
{
    JsonReader r(row);
    MessageTemplate read;
    read.id = r.uuid("id");
    read.key = {r.string("name"), r.string("channel"), r.string("language")};
    read.subject = r.optionalString("subject").value_or(QString());
    read.body = r.optionalString("body");
    read.version = r.integer("version");
    return r.finish(read);
}

TemplateSet TemplateSet::fromJson(const nlohmann::json &rows)
{
    TemplateSet set;
    for (const nlohmann::json &row : rows)
        if (const auto read = MessageTemplate::fromJson(row))
            set.m_rows += *read;
    return set;
}

MessageTemplate TemplateSet::row(const TemplateKey &key) const
{
    for (const MessageTemplate &row : m_rows)
        if (row.key == key)
            return row;
    return {{}, key, {}, {}, 0};
}

TemplateText TemplateSet::text(const TemplateKey &key) const
{
    const MessageTemplate own = row(key);
    return own.body ? TemplateText{own.subject, *own.body} : originalText(key);
}

void TemplateSet::put(const MessageTemplate &row)
{
    for (MessageTemplate &known : m_rows)
        if (known.key == row.key) {
            known = row;
            return;
        }
    m_rows += row;
}

} // namespace pl::wording
