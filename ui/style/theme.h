#pragma once

#include "ui/style/colors.h"

#include <QFont>
#include <QObject>
#include <QPointer>
#include <QSettings>

class QMenu;

namespace pl::ui {

class Style;
class SystemScheme;

enum class Appearance { System, Light, Dark };
/// How high the rows of tables and lists are.
enum class Density { Comfortable, Compact };

/// Sets the application's style, palette and font: light, dark, or following the system, also when that changes at run
/// time; how dense rows are and how large the text is, at once in all windows. The choices are kept in the settings
/// ("appearance", "density", "fontPercent"). One per process, created right after the QApplication.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QSettings &settings, QObject *parent = nullptr);
    ~Theme() override;

    Appearance appearance() const { return m_appearance; }
    void setAppearance(Appearance appearance);
    bool isDark() const;
    Density density() const { return m_density; }
    void setDensity(Density density);
    /// Of the system's size; between kSmallest and kLargest.
    int fontPercent() const { return m_fontPercent; }
    void setFontPercent(int percent);

    static constexpr int kSmallest = 80;
    static constexpr int kLargest = 160;

    /// A menu "Appearance" with System, Light and Dark.
    QMenu *createMenu(QWidget *parent);

Q_SIGNALS:
    void appearanceChanged(pl::ui::Appearance appearance);

private:
    void apply();
    void applyFont();

    QSettings &m_settings;
    SystemScheme *m_system;
    Appearance m_appearance = Appearance::System;
    QPointer<Style> m_style; ///< the application's
    QFont m_systemFont;      ///< at 100 %
    Density m_density = Density::Comfortable;
    int m_fontPercent = 100;
};

} // namespace pl::ui
