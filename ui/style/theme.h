#pragma once

#include "ui/style/colors.h"

#include <QObject>
#include <QSettings>

class QMenu;

namespace pl::ui {

class SystemScheme;

enum class Appearance { System, Light, Dark };

/// Sets the application's style, palette and font: light, dark, or following the system, also when that changes at run
/// time. The choice is kept in the settings ("appearance"). One per process, created right after the QApplication.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QSettings &settings, QObject *parent = nullptr);
    ~Theme() override;

    Appearance appearance() const { return m_appearance; }
    void setAppearance(Appearance appearance);
    bool isDark() const;

    /// A menu "Appearance" with System, Light and Dark.
    QMenu *createMenu(QWidget *parent);

Q_SIGNALS:
    void appearanceChanged(pl::ui::Appearance appearance);

private:
    void apply();

    QSettings &m_settings;
    SystemScheme *m_system;
    Appearance m_appearance = Appearance::System;
};

} // namespace pl::ui
