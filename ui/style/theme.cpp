#include "ui/style/theme.h"

#include "ui/style/metrics.h"
#include "ui/style/rescale.h"
#include "ui/style/style.h"
#include "ui/style/systemscheme.h"

#include <QActionGroup>
#include <QApplication>
#include <QFontDatabase>
#include <QMenu>

namespace pl::ui {
namespace {

const QString kAppearanceKey = QStringLiteral("appearance");
const QString kDensityKey = QStringLiteral("density");
const QString kFontKey = QStringLiteral("fontPercent");
const QString kCompact = QStringLiteral("compact");

QString keyOf(Appearance appearance)
{
    switch (appearance) {
    case Appearance::Light:
        return QStringLiteral("light");
    case Appearance::Dark:
        return QStringLiteral("dark");
    case Appearance::System:
        break;
    }
    return QStringLiteral("system");
}

Appearance appearanceFrom(const QString &key)
{
    for (const Appearance appearance : {Appearance::Light, Appearance::Dark})
        if (key == keyOf(appearance))
            return appearance;
    return Appearance::System;
}

/// Where the desktop sets no font, Qt uses the alias "Sans Serif" at 9 points, which is small and may be any font.
void chooseFontWhereSystemNamesNone()
{
    QFont font = QApplication::font();
    if (font.family() != QStringLiteral("Sans Serif")) // no-tr: a font
        return;
    const QStringList known = QFontDatabase::families();
    // no-tr: fonts
    for (const auto *family : {u"Inter", u"Cantarell", u"Noto Sans", u"Ubuntu", u"DejaVu Sans"}) {
        const QString name = QStringView(family).toString();
        if (!known.contains(name))
            continue;
        font.setFamily(name);
        font.setPointSizeF(9.75);
        QApplication::setFont(font);
        return;
    }
}

} // namespace

Theme::Theme(QSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_system(new SystemScheme(this))
    , m_appearance(appearanceFrom(settings.value(kAppearanceKey).toString()))
    , m_style(new Style)
    , m_density(settings.value(kDensityKey).toString() == kCompact ? Density::Compact : Density::Comfortable)
    , m_fontPercent(std::clamp(settings.value(kFontKey, 100).toInt(), kSmallest, kLargest))
{
    chooseFontWhereSystemNamesNone();
    m_systemFont = QApplication::font();
    m_style->setCompact(m_density == Density::Compact);
    QApplication::setStyle(m_style.data());
    applyFont();
    connect(m_system, &SystemScheme::changed, this, &Theme::apply);
    apply();
}

/// The next one finds the system's font.
Theme::~Theme()
{
    if (m_fontPercent != 100)
        QApplication::setFont(m_systemFont);
}

bool Theme::isDark() const
{
    return m_appearance == Appearance::Dark || (m_appearance == Appearance::System && m_system->isDark());
}

void Theme::setAppearance(Appearance appearance)
{
    if (m_appearance == appearance)
        return;
    m_appearance = appearance;
    m_settings.setValue(kAppearanceKey, keyOf(appearance));
    apply();
    Q_EMIT appearanceChanged(appearance);
}

void Theme::setDensity(Density density)
{
    if (m_density == density)
        return;
    m_density = density;
    m_settings.setValue(kDensityKey, density == Density::Compact ? kCompact : QStringLiteral("comfortable"));
    if (m_style)
        m_style->setCompact(density == Density::Compact);
    relayRows();
}

void Theme::setFontPercent(int percent)
{
    const int wanted = std::clamp(percent, kSmallest, kLargest);
    if (m_fontPercent == wanted)
        return;
    const qreal factor = qreal(wanted) / m_fontPercent;
    m_fontPercent = wanted;
    m_settings.setValue(kFontKey, wanted);
    // First what was made for the old size: whoever minds a change of font may set its own sizes then.
    rescaleWidgets(factor);
    applyFont();
}

void Theme::applyFont()
{
    if (m_fontPercent == 100 && QApplication::font() == m_systemFont)
        return;
    QApplication::setFont(scaledFont(m_systemFont, m_fontPercent / 100.0, QFont::Weight(m_systemFont.weight())));
}

void Theme::apply()
{
    QApplication::setPalette(paletteOf(isDark() ? darkColors() : lightColors()));
}

QMenu *Theme::createMenu(QWidget *parent)
{
    auto *menu = new QMenu(tr("&Appearance"), parent);
    auto *group = new QActionGroup(menu);
    const auto add = [&](const QString &text, Appearance appearance) {
        QAction *action = group->addAction(menu->addAction(text));
        action->setObjectName(QStringLiteral("actionAppearance_") + keyOf(appearance));
        action->setCheckable(true);
        action->setChecked(m_appearance == appearance);
        connect(action, &QAction::triggered, this, [this, appearance] { setAppearance(appearance); });
        connect(this, &Theme::appearanceChanged, action,
                [action, appearance](Appearance now) { action->setChecked(now == appearance); });
    };
    add(tr("Match &system"), Appearance::System);
    add(tr("&Light"), Appearance::Light);
    add(tr("&Dark"), Appearance::Dark);
    return menu;
}

} // namespace pl::ui
