#include "models/wording/templatecheck.h"

#include "models/domain/contactfields.h"
#include "models/domain/smstext.h"
#include "models/wording/placeholders.h"
#include "models/wording/sampleoffice.h"
#include "models/wording/wording.h"

#include <QCoreApplication>

#include <algorithm>

namespace pl::wording {

namespace {

struct CheckWords
{
    Q_DECLARE_TR_FUNCTIONS(pl::wording::TemplateCheck)
};

/// Goes through one text from placeholder to placeholder.
class Scan
{
public:
    Scan(const QString &templateName, const char *field, FieldErrors &errors)
        : m_values(placeholdersOf(templateName))
        , m_conditions(conditionsOf(templateName))
        , m_field(field)
        , m_errors(errors)
    {
    }

    void run(QStringView text)
    {
        for (qsizetype open = text.indexOf(u"{{"); open >= 0; open = text.indexOf(u"{{")) {
            const qsizetype close = text.indexOf(u"}}", open + 2);
            if (close < 0)
                return add("unclosed", CheckWords::tr("has a “{{” without a “}}”"));
            take(text.sliced(open + 2, close - open - 2).toString());
            text = text.sliced(close + 2);
        }
        if (!m_open.isEmpty())
            add("unclosed", CheckWords::tr("has a “{{#%1}}” without a “{{/%1}}”").arg(m_open.last()));
    }
    /// Whether the link appears whatever the values are.
    bool hasLink() const { return m_hasLink; }

private:
    void add(const char *code, const QString &detail) { m_errors.add(m_field, code, detail); }

    void take(const QString &name)
    {
        if (name.startsWith(u'#') || name.startsWith(u'^'))
            return begin(name.sliced(1));
        if (name.startsWith(u'/'))
            return end(name.sliced(1));
        if (!m_values.contains(name))
            return add("unknown", CheckWords::tr("has “{{%1}}”, which this message doesn't know").arg(name));
        m_hasLink = m_hasLink || (name == u"link" && m_open.isEmpty());
    }

    void begin(const QString &name)
    {
        if (!m_values.contains(name) && !m_conditions.contains(name))
            add("unknown", CheckWords::tr("has “{{#%1}}”, which this message doesn't know").arg(name));
        else if (m_open.contains(name))
            add("nested", CheckWords::tr("has “{{#%1}}” inside itself").arg(name));
        m_open += name;
    }

    void end(const QString &name)
    {
        if (m_open.isEmpty() || m_open.last() != name)
            return add("unopened", CheckWords::tr("has a “{{/%1}}” that ends nothing").arg(name));
        m_open.removeLast();
    }

    const QStringList m_values;
    const QStringList m_conditions;
    const char *const m_field;
    FieldErrors &m_errors;
    QStringList m_open;
    bool m_hasLink = false;
};

/// A mail's header has no other characters; providers refuse it with them.
bool isOneLine(const QString &text)
{
    return std::none_of(text.begin(), text.end(), [](QChar c) {
        return (c.category() == QChar::Other_Control && c != u'\t') || c.category() == QChar::Separator_Line ||
               c.category() == QChar::Separator_Paragraph;
    });
}

void checkSubject(const TemplateKey &key, const TemplateText &text, FieldErrors &errors)
{
    if (key.isSms())
        return;
    if (text.subject.trimmed().isEmpty())
        errors.add("subject", "required", CheckWords::tr("is required"));
    if (!isOneLine(text.subject))
        errors.add("subject", "invalid", CheckWords::tr("must be one line"));
    if (text.subject.size() > MessageTemplate::kMaxSubject)
        errors.add("subject", "too_long",
                   CheckWords::tr("can have at most %n character(s)", nullptr, MessageTemplate::kMaxSubject));
    Scan(key.name, "subject", errors).run(text.subject);
}

void checkBody(const TemplateKey &key, const TemplateText &text, FieldErrors &errors)
{
    if (text.body.trimmed().isEmpty())
        return errors.add("body", "required", CheckWords::tr("is required"));
    if (text.body.size() > MessageTemplate::kMaxBody)
        errors.add("body", "too_long",
                   CheckWords::tr("can have at most %n character(s)", nullptr, MessageTemplate::kMaxBody));
    Scan scan(key.name, "body", errors);
    scan.run(text.body);
    if (needsLink(key.name) && !scan.hasLink())
        errors.add("body", "link", CheckWords::tr("needs the link: {{link}}, outside of any condition"));
}

} // namespace

int segmentsOf(const TemplateKey &key, const TemplateText &text)
{
    constexpr qsizetype kToken = 88;
    Facts facts = sampleFacts({}, false, Timestamp());
    facts.link = QStringLiteral("https://leads.example.com/l/") + QString(kToken, u'x');
    OfficeIdentity office;
    office.name = QString(OfficeIdentity::kMaxName, u'x');
    return smsSegments(rendered(key, text, facts, office).text);
}

Result<> checkTemplate(const TemplateKey &key, const TemplateText &text)
{
    FieldErrors errors;
    checkSubject(key, text, errors);
    checkBody(key, text, errors);
    if (key.isSms() && errors.list().isEmpty() && segmentsOf(key, text) > kMaxSegments)
        errors.add("body", "too_long",
                   CheckWords::tr("would be sent as more than %n text message(s)", nullptr, kMaxSegments));
    return errors.finish(Done());
}

} // namespace pl::wording
