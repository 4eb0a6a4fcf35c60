#include "models/wording/pagelayout.h"

#include "models/wording/texttemplate.h"

#include <QCryptographicHash>

namespace pl::wording {

namespace {

using namespace Qt::StringLiterals;

QString layoutText()
{
    static const QString text = TextTemplate::fileText(u"layout.html"_s);
    return text;
}

} // namespace

PageFrame PageFrame::ofMail(const QString &language, const OfficeIdentity &office)
{
    return {language, office, office.logo.isEmpty() ? QString() : u"cid:"_s + kLogoId};
}

PageFrame PageFrame::ofPage(const QString &language, const OfficeIdentity &office)
{
    return {language, office,
            office.logo.isEmpty() ? QString()
                                  : u"data:image/png;base64,"_s + QString::fromLatin1(office.logo.toBase64())};
}

QString pageOf(const QString &title, const QString &content, const PageFrame &frame)
{
    static const QString kMark = u"{{content}}"_s;
    const QString layout = layoutText();
    const auto mark = layout.indexOf(kMark);
    const TemplateValues values{{u"title"_s, title},
                                {u"language"_s, frame.language},
                                {u"logo"_s, frame.logo},
                                {u"office"_s, frame.office.name},
                                {u"address"_s, frame.office.addressLine()},
                                {u"footer"_s, frame.office.name + frame.office.addressLine()}};
    const TextTemplate head(layout.first(mark), TextTemplate::Kind::Html);
    const TextTemplate foot(layout.sliced(mark + kMark.size()), TextTemplate::Kind::Html);
    return head.render(values) + content + foot.render(values);
}

QByteArray pageStyleHash()
{
    const QString layout = layoutText();
    const auto begin = layout.indexOf(u"<style>") + 7;
    const QByteArray style = layout.sliced(begin, layout.indexOf(u"</style>") - begin).toUtf8();
    return "'sha256-" + QCryptographicHash::hash(style, QCryptographicHash::Sha256).toBase64() + '\'';
}

} // namespace pl::wording
