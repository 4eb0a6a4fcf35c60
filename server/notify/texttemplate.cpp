#include "server/notify/texttemplate.h"

#include <QCryptographicHash>
#include <QFile>

// In the global namespace: the macro declares a function there.
static void loadTemplates()
{
    Q_INIT_RESOURCE(notifytemplates);
}

namespace pl::notify {

namespace {

constexpr QLatin1StringView kOpen("{{");
constexpr QLatin1StringView kClose("}}");

QString fileText(const char *name)
{
    loadTemplates();
    QFile file(QStringLiteral(":/notify/templates/") + QString::fromLatin1(name));
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// Line breaks, control characters and text direction overrides.
bool isInvisible(QChar c)
{
    return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format ||
           c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
}

QString onOneLine(QString value)
{
    for (QChar &c : value)
        if (isInvisible(c))
            c = u' ';
    return value.simplified();
}

} // namespace

TextTemplate TextTemplate::named(const char *file)
{
    return TextTemplate(fileText(file), QByteArrayView(file).endsWith(".html") ? Kind::Html : Kind::Plain);
}

QString TextTemplate::render(const TemplateValues &values) const
{
    return render(m_text, values);
}

QString TextTemplate::render(QStringView text, const TemplateValues &values) const
{
    QString out;
    for (qsizetype open = text.indexOf(kOpen); open >= 0; open = text.indexOf(kOpen)) {
        const qsizetype close = text.indexOf(kClose, open);
        QStringView name = text.sliced(open + 2, close - open - 2);
        out += text.first(open);
        text = text.sliced(close + 2);
        const QChar sign = name.front();
        if (sign != u'#' && sign != u'^') {
            out += escaped(values.value(name.toString()));
            continue;
        }
        name = name.sliced(1);
        const QString end = QStringLiteral("{{/%1}}").arg(name);
        const qsizetype length = text.indexOf(end);
        if (values.value(name.toString()).isEmpty() == (sign == u'^'))
            out += render(text.first(length), values);
        text = text.sliced(length + end.size());
    }
    return out += text;
}

QString TextTemplate::escaped(const QString &value) const
{
    const QString line = onOneLine(value);
    return m_kind == Kind::Html ? line.toHtmlEscaped().replace(u'\'', QLatin1StringView("&#39;")) : line;
}

QString pageOf(const QString &title, const QString &content)
{
    static const QString kMark = QStringLiteral("{{content}}");
    static const QString layout = fileText("layout.html");
    const auto mark = layout.indexOf(kMark);
    const TextTemplate head(layout.first(mark), TextTemplate::Kind::Html);
    return head.render({{QStringLiteral("title"), title}}) + content + layout.sliced(mark + kMark.size());
}

QByteArray pageStyleHash()
{
    const QString layout = fileText("layout.html");
    const auto begin = layout.indexOf(u"<style>") + 7;
    const QByteArray style = layout.sliced(begin, layout.indexOf(u"</style>") - begin).toUtf8();
    return "'sha256-" + QCryptographicHash::hash(style, QCryptographicHash::Sha256).toBase64() + '\'';
}

} // namespace pl::notify
