#include "ui/style/colors.h"

#include <QWidget>

namespace pl::ui {
namespace {

QColor rgb(QRgb value)
{
    return QColor::fromRgb(value);
}

} // namespace

const Colors &lightColors()
{
    static const Colors colors{.dark = false,
                               .ground = rgb(0xf6f7f9),
                               .side = rgb(0xeef1f5),
                               .panel = rgb(0xffffff),
                               .line = rgb(0xe3e6ea),
                               .text = rgb(0x1b2430),
                               .secondText = rgb(0x5b6675),
                               .accent = rgb(0x0b6bcb),
                               .onAccent = rgb(0xffffff),
                               .selection = rgb(0xdcebfb),
                               .hover = rgb(0xf3f5f8),
                               .live = rgb(0x2e9e62),
                               .red = {rgb(0xb42318), rgb(0xfdeceb)},
                               .amber = {rgb(0x8a5a00), rgb(0xfdf3dc)},
                               .slate = {rgb(0x3f5b7a), rgb(0xe8eef5)},
                               .blue = {rgb(0x0b6bcb), rgb(0xe7f1fc)},
                               .violet = {rgb(0x6a3fb0), rgb(0xf0eafa)},
                               .green = {rgb(0x1d7044), rgb(0xe5f5ec)}};
    return colors;
}

const Colors &darkColors()
{
    static const Colors colors{.dark = true,
                               .ground = rgb(0x14181d),
                               .side = rgb(0x171c22),
                               .panel = rgb(0x1b2027),
                               .line = rgb(0x2d343d),
                               .text = rgb(0xe8ecf1),
                               .secondText = rgb(0x9aa6b4),
                               .accent = rgb(0x5aa9f5),
                               .onAccent = rgb(0x0d1a28),
                               .selection = rgb(0x1d3a57),
                               .hover = rgb(0x222830),
                               .live = rgb(0x2e9e62),
                               .red = {rgb(0xff9b92), rgb(0x43201d)},
                               .amber = {rgb(0xf3c669), rgb(0x3b2f14)},
                               .slate = {rgb(0xa9c1dc), rgb(0x243140)},
                               .blue = {rgb(0x7bbcf8), rgb(0x16304a)},
                               .violet = {rgb(0xc6adf2), rgb(0x30244a)},
                               .green = {rgb(0x7fd6a4), rgb(0x163527)}};
    return colors;
}

const Colors &colorsOf(const QPalette &palette)
{
    return palette.color(QPalette::Active, QPalette::Window).lightness() < 128 ? darkColors() : lightColors();
}

const Colors &colorsOf(const QWidget *widget)
{
    return colorsOf(widget->palette());
}

QColor mixed(const QColor &one, const QColor &other, qreal share)
{
    const auto part = [share](float a, float b) { return float(a * (1 - share) + b * share); };
    return QColor::fromRgbF(part(float(one.redF()), float(other.redF())),
                            part(float(one.greenF()), float(other.greenF())),
                            part(float(one.blueF()), float(other.blueF())));
}

QPalette paletteOf(const Colors &colors)
{
    QPalette palette(colors.panel, colors.panel);
    palette.setColor(QPalette::Window, colors.panel);
    palette.setColor(QPalette::Base, colors.panel);
    palette.setColor(QPalette::AlternateBase, colors.ground);
    palette.setColor(QPalette::Button, colors.panel);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::BrightText})
        palette.setColor(role, colors.text);
    palette.setColor(QPalette::PlaceholderText, colors.secondText);
    palette.setColor(QPalette::Highlight, colors.accent);
    palette.setColor(QPalette::HighlightedText, colors.onAccent);
    palette.setColor(QPalette::Link, colors.blue.text);
    palette.setColor(QPalette::LinkVisited, colors.violet.text);
    palette.setColor(QPalette::ToolTipBase, colors.dark ? colors.line : colors.text);
    palette.setColor(QPalette::ToolTipText, colors.dark ? colors.text : colors.panel);
    palette.setColor(QPalette::Light, colors.panel);
    palette.setColor(QPalette::Midlight, colors.line);
    palette.setColor(QPalette::Mid, colors.line);
    palette.setColor(QPalette::Dark, colors.secondText);
    palette.setColor(QPalette::Shadow, colors.dark ? QColor(Qt::black) : colors.secondText);
    QColor faint = colors.secondText;
    faint.setAlphaF(0.6F);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, faint);
    return palette;
}

} // namespace pl::ui
