#include "models/wording/texttemplate.h"

#include <QFile>

// In the global namespace: the macro declares a function there.
static void loadTemplates()
{
    Q_INIT_RESOURCE(wordingtemplates);
}

namespace pl::wording {

namespace {

constexpr QLatin1StringView kOpen("{{");
constexpr QLatin1StringView kClose("}}");

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

QString TextTemplate::fileText(const QString &file)
{
    loadTemplates();
    QFile found(QStringLiteral(":/wording/templates/") + file);
    return found.open(QIODevice::ReadOnly) ? QString::fromUtf8(found.readAll()).remove(u'\r') : QString();
}

TextTemplate TextTemplate::named(const QString &file)
{
    return TextTemplate(fileText(file), file.endsWith(u".html") ? Kind::Html : Kind::Plain);
}

QString TextTemplate::render(const TemplateValues &values) const
{
    return render(m_text, values);
}

QString TextTemplate::render(QStringView text, const TemplateValues &values) const
{
    QString out;
    for (qsizetype open = text.indexOf(kOpen); open >= 0; open = text.indexOf(kOpen)) {
        const qsizetype close = text.indexOf(kClose, open + kOpen.size());
        if (close < 0)
            break;
        QStringView name = text.sliced(open + kOpen.size(), close - open - kOpen.size());
        out += text.first(open);
        text = text.sliced(close + kClose.size());
        const QChar sign = name.isEmpty() ? QChar() : name.front();
        if (sign != u'#' && sign != u'^') {
            out += escaped(values.value(name.toString()));
            continue;
        }
        name = name.sliced(1);
        const QString end = QStringLiteral("{{/%1}}").arg(name);
        const qsizetype length = text.indexOf(end);
        if (length < 0)
            continue; // without an end there is no condition
        if (values.value(name.toString()).isEmpty() == (sign == u'^'))
            out += render(text.first(length), values);
        text = text.sliced(length + end.size());
    }
    return out += text;
}

QString TextTemplate::escaped(const QString &value) const
{
    const QString line = onOneLine(value);
    return m_kind == Kind::Html ? escapedHtml(line) : line;
}

QString escapedHtml(const QString &text)
{
    return text.toHtmlEscaped().replace(u'\'', QLatin1StringView("&#39;"));
}

} // namespace pl::wording
