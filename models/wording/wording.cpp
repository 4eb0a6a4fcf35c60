#include "models/wording/wording.h"

#include "models/base/jsonmember.h"
#include "models/domain/smstext.h"
#include "models/wording/mailbody.h"
#include "models/wording/pagelayout.h"
#include "models/wording/templatecheck.h"

namespace pl::wording {

namespace {

using namespace Qt::StringLiterals;

constexpr qsizetype kMaxServiceInText = 60; // text messages are paid by length
constexpr qsizetype kMaxSubject = 150;

TemplateValues valuesFor(const TemplateKey &key, const Facts &facts, const OfficeIdentity &office)
{
    TemplateValues values = valuesOf(facts, key.language);
    values[u"office"_s] = office.name;
    if (key.isSms())
        values[u"service"_s] = firstCharacters(values.value(u"service"_s), kMaxServiceInText);
    return values;
}

QString plain(const QString &text, const TemplateValues &values)
{
    return TextTemplate(text, TextTemplate::Kind::Plain).render(values).trimmed();
}

/// Who writes, and from where.
QString footerOf(const OfficeIdentity &office)
{
    QStringList lines{office.name, office.addressLine()};
    lines.removeAll(QString());
    return lines.isEmpty() ? QString() : u"\n-- \n"_s + lines.join(u'\n') + u'\n';
}

/// The original's own page; none for an edited text.
QString originalHtml(const TemplateKey &key, const TemplateText &text, const TemplateValues &values)
{
    if (!(text == originalText(key)))
        return {};
    const TextTemplate page = TextTemplate::named(key.language == u"en" ? key.name + u".html"_s
                                                                        : key.name + u'.' + key.language + u".html"_s);
    return page.render(values).trimmed();
}

} // namespace

QStringList OfficeWords::keys()
{
    return OfficeIdentity::keys() + QStringList{kLanguage};
}

OfficeWords OfficeWords::fromSettings(const QHash<QString, nlohmann::json> &values)
{
    const QString language = jsonText(values.value(kLanguage));
    return {OfficeIdentity::fromSettings(values), languages().contains(language) ? language : u"en"_s, {}};
}

TemplateKey keyFor(const QString &name, const QString &channel, const Facts &facts, const OfficeWords &words)
{
    const QString language = isToCustomer(name) || !facts.plumber ? words.language : languageOf(*facts.plumber);
    return {name, channel, languages().contains(language) ? language : u"en"_s};
}

MessageText rendered(const TemplateKey &key, const TemplateText &text, const Facts &facts, const OfficeIdentity &office)
{
    const TemplateValues values = valuesFor(key, facts, office);
    const QString body = plain(text.body, values);
    if (key.isSms())
        return {{}, withPlainPunctuation(body), {}};
    const QString subject = firstCharacters(plain(text.subject, values).simplified(), kMaxSubject);
    const QString original = originalHtml(key, text, values);
    const QString content = original.isEmpty() ? htmlOfBody(subject, body, facts.link, buttonText(key)) : original;
    return {subject, body + u'\n' + footerOf(office),
            pageOf(subject, content, PageFrame::ofMail(key.language, office))};
}

MessageText wordingOf(const TemplateKey &key, const Facts &facts, const OfficeWords &words)
{
    const TemplateText text = words.templates.text(key);
    const bool isUsable = !words.templates.isEdited(key) || checkTemplate(key, text).ok();
    return rendered(key, isUsable ? text : originalText(key), facts, words.office);
}

MessageText wordingOf(const QString &name, const QString &channel, const Facts &facts, const OfficeWords &words)
{
    return wordingOf(keyFor(name, channel, facts, words), facts, words);
}

} // namespace pl::wording
