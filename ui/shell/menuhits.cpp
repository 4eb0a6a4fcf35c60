#include "ui/shell/menuhits.h"

#include "ui/style/shown.h"
#include "ui/widgets/keycap.h"

#include <QAction>
#include <QMenu>
#include <QPointer>

namespace pl::ui {
namespace {

constexpr char kPlaceProperty[] = "isPlace";

void addHits(QList<PaletteHit> &hits, const QMenu &menu, const QString &path, MenuPart part, const SearchWords &typed)
{
    for (QAction *action : menu.actions()) {
        const QString words = path + wordsOfMenuText(action->text());
        if (action->menu()) {
            // A view's name says enough.
            const QString inner = part == MenuPart::Places ? path : words + QStringLiteral(" \u203A ");
            addHits(hits, *action->menu(), inner, part, typed);
            continue;
        }
        const bool isPlace = action->property(kPlaceProperty).toBool();
        if (action->objectName().isEmpty() || !action->isEnabled() || !action->isVisible() ||
            isPlace != (part == MenuPart::Places) || !paletteRank(words, typed))
            continue;
        hits += {QStringLiteral("action/") + action->objectName(),
                 words,
                 {},
                 keyCapText(action->shortcut()),
                 [act = QPointer(action)] {
                     if (act)
                         act->trigger(); // which does nothing once it is disabled
                 }};
    }
}

} // namespace

void markAsPlace(QAction *action)
{
    action->setProperty(kPlaceProperty, true);
}

QList<PaletteHit> menuHits(const QList<QMenu *> &menus, MenuPart part, const QString &typed)
{
    const SearchWords words(typed);
    QList<PaletteHit> hits;
    for (const QMenu *menu : menus)
        addHits(hits, *menu, {}, part, words);
    return hits;
}

} // namespace pl::ui
