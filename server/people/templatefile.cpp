#include "server/people/templatefile.h"

#include <QFile>

// In the global namespace: the macro declares a function there.
static void loadPeopleTemplates()
{
    Q_INIT_RESOURCE(peopletemplates);
}

namespace pl::people {

wording::TextTemplate templateFile(const char *name)
{
    using Kind = wording::TextTemplate::Kind;
    loadPeopleTemplates();
    QFile file(QStringLiteral(":/people/templates/") + QString::fromLatin1(name));
    const QString text = file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    return {text, QByteArrayView(name).endsWith(".html") ? Kind::Html : Kind::Plain};
}

} // namespace pl::people
