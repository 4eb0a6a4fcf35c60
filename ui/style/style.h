#pragma once

#include "ui/style/colors.h"

#include <QProxyStyle>

namespace pl::ui {

/// Fusion with flat, rounded controls in the theme's colors. A QPushButton that is a dialog's default or has the
/// dynamic property "primary" is drawn as the primary action; with the property "link", as text in the accent color.
class Style : public QProxyStyle
{
    Q_OBJECT

public:
    Style();

    /// Rows are lower then (heightOfRow() in metrics.h); windows that are open follow by relayRows().
    void setCompact(bool compact) { m_compact = compact; }

    /// A length of the style's own: the height of a table's row.
    static constexpr PixelMetric kRowHeight = PixelMetric(PM_CustomBase + 1);

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget = nullptr) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget = nullptr) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget = nullptr) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption *option = nullptr,
                    const QWidget *widget = nullptr) const override;
    int styleHint(StyleHint hint, const QStyleOption *option = nullptr, const QWidget *widget = nullptr,
                  QStyleHintReturn *returnData = nullptr) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget = nullptr) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option,
                         const QWidget *widget = nullptr) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                         const QWidget *widget = nullptr) const override;

private:
    bool m_compact = false;
};

/// Marks a button as the primary action. Use one per view.
void makePrimary(QWidget *button);

} // namespace pl::ui
