#include "ui/words/plurals.h"

#include <QCoreApplication>
#include <QTranslator>

// Outside the namespace, as the macro asks for.
static void initializeTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace pl::ui {

void installEnglishPlurals(QCoreApplication &application)
{
    initializeTranslations();
    auto *plurals = new QTranslator(&application);
    if (plurals->load(QStringLiteral(":/translations/plumber-leads_en.qm")))
        QCoreApplication::installTranslator(plurals);
}

} // namespace pl::ui
